import { z } from 'zod'
import type { AdministrationAction } from '../../../../../shared/administration.ts'
import { MASK } from '../../../../../shared/redact.ts'
import { isLoopbackUrl } from '../../../http/loopback-host.ts'
import type { Json } from '../../../tokens/read-json.ts'

/* What a store takes as OIDC profile (elastic-path.md sections 4.2 and 7), and what a change means. Pure. */

const filled = z.string('must be a text').min(1, 'must not be empty')
const members = {
  name: filled,
  discovery_url: filled.refine(
    (url) => URL.parse(url)?.protocol === 'https:' || isLoopbackUrl(url),
    {
      error: 'must be an https URL',
    },
  ),
  client_id: filled,
  client_secret: filled,
}
// A store may have added fields of its own.
const complete = z.looseObject(members)
const partial = complete.partial()

/** Null for a good one. Creation needs all members, a change what it changes. */
export function profileProblem(value: Json, action: AdministrationAction): string | null {
  const parsed = (action === 'create' ? complete : partial).safeParse(value)
  if (parsed.success) {
    const given = ['id', 'type', 'meta', 'links'].find((name) => name in parsed.data)
    return given === undefined ? null : `has ${given}, which the store gives by itself.`
  }
  const [issue] = parsed.error.issues
  return `cannot be written: ${issue?.path.join('.') || 'it'} ${issue?.message}.`
}

export function profileWarnings(
  action: AdministrationAction,
  facts: { changed: object; former: Record<string, unknown>; callback: string | null },
): string[] {
  const { changed, former, callback } = facts
  if (action === 'delete') {
    return [
      'Nobody signs in with this provider any more, and this cannot be taken back.',
      `Created anew, the profile has another callback-endpoint, which has to be registered at the identity provider; now it is ${callback ?? 'not told'}.`,
    ]
  }
  if (action === 'create') {
    return [
      'The store reads the discovery document now. Afterwards its callback-endpoint has to be registered at the identity provider.',
      ...discoveryWarnings(changed),
    ]
  }
  return [
    ...('client_secret' in changed
      ? ['The former client_secret is lost: nobody can read it.']
      : former['client_secret'] === MASK
        ? ['client_secret is left out of the request, so that the store keeps the one it has.']
        : []),
    ...('discovery_url' in changed
      ? [
          'Users are found by issuer and subject: with another issuer everybody who signs in may become a new user.',
        ]
      : []),
    ...discoveryWarnings(changed),
  ]
}

function discoveryWarnings(changed: object): string[] {
  const url = 'discovery_url' in changed ? String(changed.discovery_url) : ''
  return url === '' || url.endsWith('/.well-known/openid-configuration')
    ? []
    : [`${url} does not end with /.well-known/openid-configuration, as discovery documents do.`]
}
