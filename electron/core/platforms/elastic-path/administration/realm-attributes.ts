import type { Json } from '../../../tokens/read-json.ts'
import type { RealmAttribute } from './realm-documents.ts'

/* What of a realm decides over sign-ins (elastic-path.md sections 6 and 8). Pure. */

export const redirectUris: RealmAttribute = {
  id: 'redirect-uris',
  member: 'redirect_uris',
  title: 'Redirect URIs',
  explanation:
    'Where the broker sends a browser back to after the sign-in. It compares them to the letter; the list is read, changed and written whole.',
  problem(value) {
    const uris = textsOf(value)
    if (uris === null) return 'must be a list of texts.'
    const twice = uris.find((uri, i) => uris.indexOf(uri) !== i)
    if (twice !== undefined) return `names ${twice} twice.`
    return uris.map(uriProblem).find((problem) => problem !== null) ?? null
  },
  warnings(value, former) {
    const [now, then] = [textsOf(value) ?? [], textsOf(former) ?? []]
    const removed = then.filter((uri) => !now.includes(uri))
    return [
      ...removed.map((uri) => `${uri} is removed: a sign-in that comes back there is refused.`),
      ...(now.length === 0 ? ['Without any redirect URI nobody can sign in at this realm.'] : []),
      ...now
        .filter((uri) => !then.includes(uri) && uri.startsWith('http:'))
        .map((uri) => `${uri} leads to the machine of whoever signs in: remove it after the test.`),
    ]
  },
}

function textsOf(value: Json): string[] | null {
  if (!Array.isArray(value)) return null
  const texts = value.filter((one) => typeof one === 'string')
  return texts.length === value.length ? texts : null
}

/** [D] https, or http of localhost with any port and path; a fragment is never one (RFC 6749 3.1.2). */
function uriProblem(uri: string): string | null {
  const url = URL.parse(uri)
  if (url === null) return `has ${JSON.stringify(uri.slice(0, 200))}, which is no absolute URL.`
  if (uri.includes('#')) return `has ${uri}, with a fragment, which a redirect URI must not have.`
  if (uri.includes('*')) return `has ${uri}: wildcards are not in the rule of the platform.`
  if (url.username || url.password) return 'has a URL with a user name or password in it.'
  if (url.protocol === 'https:') return null
  if (url.protocol === 'http:' && url.hostname === 'localhost') return null
  return `has ${uri}: a realm takes https, and of http the host localhost alone.`
}

const policies: Json[] = ['allowed', 'api_only']

export const duplicateEmailPolicy: RealmAttribute = {
  id: 'duplicate-email-policy',
  member: 'duplicate_email_policy',
  title: 'Duplicate e-mail policy',
  explanation:
    'What becomes of a new subject whose e-mail is known: "allowed" makes another user, "api_only" attaches it to the user that has the e-mail.',
  problem: (value) =>
    policies.includes(value)
      ? null
      : 'must be "allowed" or "api_only"; others can be read, but not written.',
  warnings: (value) =>
    value === 'api_only'
      ? [
          'Account takeover: whoever gets a known e-mail address at any provider of this realm signs in as the user who has it. Set it only where every provider verifies e-mail addresses and gives each to one person.',
        ]
      : [
          'A person who comes with a new subject, or by another provider, becomes a second user with the same e-mail.',
        ],
}
