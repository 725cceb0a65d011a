import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { byteDifference } from '../../../findings/byte-difference.ts'
import { byteCompared, compared, fact, ruledOut } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { listedCheckId } from '../listed-redirects.ts'
import { saidRows } from './answer-rows.ts'
import { refusedField, sentAuthorization } from './sent.ts'

/*
 * Our own redirect URI, which the realm has to list to the letter (elastic-path.md sections 6 and 9). The broker
 * must not redirect to one that it does not know, so that without a request beforehand the person alone sees it.
 */

const stages = ['authorize', 'callback']

export const redirectUriRules: readonly Rule[] = [
  {
    id: 'redirect-uri-another-slash',
    source: 'Elastic Path failure table, authorize',
    confidence: 'certain',
    on: { stages, codes: ['authorization_refused'], checks: [listedCheckId] },
    find: anotherSlash,
  },
  {
    id: 'redirect-uri-not-listed',
    source: 'Elastic Path failure table, authorize',
    confidence: 'likely',
    on: { stages, codes: ['authorization_refused'] },
    find: notListed,
  },
  {
    id: 'redirect-uri-loopback-address',
    source: 'Elastic Path failure table, authorize',
    confidence: 'likely',
    on: { stages, checks: ['redirect-rule'] },
    find: (facts) => ofKind(facts, isLoopbackAddress, loopbackTexts),
  },
  {
    id: 'redirect-uri-plain-http',
    source: 'Elastic Path, authentication realms: redirect_uris',
    confidence: 'certain',
    on: { stages, checks: ['redirect-rule'] },
    find: (facts) => ofKind(facts, isPlainHttp, plainTexts),
  },
  {
    id: 'redirect-uri-custom-scheme',
    source: 'Elastic Path, authentication realms: redirect_uris',
    confidence: 'likely',
    on: { stages, checks: ['redirect-rule'] },
    find: (facts) => ofKind(facts, (url) => !url.protocol.startsWith('http'), schemeTexts),
  },
  {
    id: 'redirect-uri-free-port',
    source: 'Elastic Path, authentication realms: redirect_uris',
    confidence: 'likely',
    on: {
      stages,
      codes: ['authorization_refused', 'login_script_failed', 'callback_timeout'],
      checks: ['redirect-port'],
    },
    find: freePort,
  },
]

/** The redirect URI as it was sent; null where the answer proves that the broker takes it. */
function refusedUri(facts: Facts): string | null {
  const isHeard = facts.record.failure?.code === 'authorization_error'
  const isOther = (refusedField(facts) ?? 'redirect_uri') !== 'redirect_uri'
  if (isHeard || isOther) return null
  const checked = facts.check('redirect-rule')?.found
  const sent = sentAuthorization(facts)?.searchParams.get('redirect_uri')
  return sent ?? (typeof checked === 'string' ? checked : null)
}

/** What the realm lists, where the run could read it. */
function listed(facts: Facts): string[] | null {
  const expected = facts.check(listedCheckId)?.expected
  return Array.isArray(expected) ? expected.map(String) : null
}

/** The entry that is alike the longest. */
function nearest(uri: string, entries: readonly string[]): string | null {
  const alike = (entry: string) => byteDifference(entry, uri) ?? Infinity
  return entries.toSorted((a, b) => alike(b) - alike(a))[0] ?? null
}

const realmOf = ({ values: { realm } }: Facts) => `realm ${realm?.realmId ?? 'of the settings'}`

const withoutSlash = (uri: string) => uri.replace(/\/$/, '')

function anotherSlash(facts: Facts): Found | null {
  const found = refusedUri(facts)
  if (found === null || refusedField(facts) !== 'redirect_uri') return null
  const expected = listed(facts)?.find((entry) => withoutSlash(entry) === withoutSlash(found))
  if (expected === undefined || expected === found) return null
  return {
    title: 'The redirect URI differs from the listed one by a slash at its end.',
    explanation: 'The realm compares redirect URIs to the letter, and the last slash counts.',
    evidence: [
      ...saidRows(facts),
      byteCompared('redirect_uri', { expected, found }, `redirect_uris, ${realmOf(facts)}`),
    ],
    change: {
      where: `In the redirect_uris of the ${realmOf(facts)}`,
      what: `add ${found}; keep the entries that are there, since the list is replaced as a whole.`,
      next: 'Then sign in again.',
    },
    setting: 'redirect.path',
  }
}

/** To list it would not help, or not for long. */
function hasCauseOfItsOwn(facts: Facts): boolean {
  return (
    facts.check('redirect-rule')?.status === 'failed' ||
    facts.check('redirect-port')?.status === 'warning'
  )
}

/** The entry that the redirect URI was perhaps meant to be. */
function nearestRow(facts: Facts, found: string): FindingEvidence[] {
  const entry = nearest(found, listed(facts) ?? [])
  return entry === null
    ? []
    : [
        byteCompared(
          'Nearest entry',
          { expected: entry, found },
          `redirect_uris, ${realmOf(facts)}`,
        ),
      ]
}

function notListed(facts: Facts): Found | null {
  const found = refusedUri(facts)
  if (found === null || refusedField(facts) !== 'redirect_uri') return null
  if (hasCauseOfItsOwn(facts)) return null
  const entries = listed(facts)
  if (entries?.some((entry) => withoutSlash(entry) === withoutSlash(found))) return null
  const entry = entries && nearest(found, entries)
  return {
    confidence: entries ? 'certain' : 'likely',
    title: 'The realm does not list the redirect URI of this console.',
    explanation: `${entries ? `It lists ${entries.length}, and none is the same to the letter.` : 'Which ones it lists could not be read.'} Scheme, host, port, path and the last slash have to agree.`,
    evidence: [
      ...saidRows(facts),
      entry
        ? byteCompared(
            'redirect_uri',
            { expected: entry, found },
            `nearest entry, ${realmOf(facts)}`,
          )
        : fact('redirect_uri', found, 'authorization request'),
    ],
    change: {
      where: `In the redirect_uris of the ${realmOf(facts)}`,
      what: `add ${found}; keep the entries that are there, since the list is replaced as a whole.`,
      next: 'Then sign in again.',
    },
  }
}

interface Texts {
  title: string
  explanation: string
  what: string
  setting: string
}

function ofKind(facts: Facts, is: (url: URL) => boolean, texts: Texts): Found | null {
  const found = refusedUri(facts)
  const url = found === null ? null : URL.parse(found)
  if (found === null || !url || !is(url)) return null
  const { title, explanation, what, setting } = texts
  return {
    title,
    explanation,
    evidence: [
      ...saidRows(facts),
      compared(
        'redirect_uri',
        { expected: 'https, or http://localhost with port and path', found },
        'Elastic Path, authentication realms',
      ),
      ...nearestRow(facts, found),
    ],
    change: { where: 'In the connection', what, next: 'Then sign in again.' },
    setting,
  }
}

const isLoopbackAddress = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && (hostname.startsWith('127.') || hostname === '[::1]')

const isPlainHttp = (url: URL) =>
  url.protocol === 'http:' && url.hostname !== 'localhost' && !isLoopbackAddress(url)

const loopbackTexts: Texts = {
  title: 'The redirect URI names this machine by address, and a realm takes localhost alone.',
  explanation:
    'Of http the rule of the platform has one exception, the host localhost. That an address is refused follows from it; nothing says it.',
  what: 'set redirect.host to localhost, and list that URI in the realm.',
  setting: 'redirect.host',
}

const plainTexts: Texts = {
  title: 'The redirect URI is plain http of a host that is not localhost.',
  explanation: 'A realm takes https, and http for localhost alone.',
  what: 'set redirect.uri to the https address of the storefront, and list that one in the realm.',
  setting: 'redirect.uri',
}

const schemeTexts: Texts = {
  title: 'The redirect URI has a scheme of its own, and a realm takes https and http://localhost.',
  explanation: 'Schemes of applications are not in the rule of the platform.',
  what: 'set redirect.method to loopback and redirect.host to localhost.',
  setting: 'redirect.method',
}

function freePort(facts: Facts): Found | null {
  const found = refusedUri(facts)
  if (found === null) return null
  return {
    title: 'The redirect URI has another port at each sign-in.',
    explanation:
      'The connection takes any free port, but a realm compares the port as well. Identity providers may let it pass for loopback addresses; this platform documents no such thing.',
    evidence: [
      ...saidRows(facts),
      compared(
        'Port',
        { expected: 'a fixed one', found: URL.parse(found)?.port ?? '' },
        'connection, redirect.port',
      ),
      ...nearestRow(facts, found),
      ruledOut('scheme and host, which a realm takes', 'Elastic Path, authentication realms'),
    ],
    change: {
      where: 'In the connection',
      what: 'set redirect.port to the port of an entry in redirect_uris of the realm.',
      next: 'Then sign in again.',
    },
    setting: 'redirect.port',
  }
}
