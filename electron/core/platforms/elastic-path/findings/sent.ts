import { z } from 'zod'
import type { Exchange } from '../../../../../shared/exchange.ts'
import { failureText } from '../../../findings/evidence.ts'
import type { Facts } from '../../../findings/rule.ts'
import { probePurpose } from '../authorization-probe.ts'
import { hostOf } from '../host.ts'

/* What the requests and answers of a run hold, read for the rules. */

/** `useast.api.elasticpath.com`; the base URL itself where it is none. */
export function hostIn({ values: { store } }: Facts): string {
  return hostOf(store) ?? store?.apiUrl ?? 'the store'
}

/** The authorization request of hop 1 as it was sent, or asked without a browser. */
export function sentAuthorization(facts: Facts): URL | null {
  const asked = facts.exchange(probePurpose.label)?.request.url
  const sent = facts.values.pending?.authorizationUrl ?? asked
  return sent === undefined ? null : URL.parse(sent)
}

const bodySchema = z.record(z.string(), z.unknown())

/** The members that redeem the code, in `data` or, as the older document has them, not. */
export function sentCode({ request }: Exchange): {
  isWrapped: boolean
  member: (name: string) => string | null
} {
  const body = bodySchema.safeParse(jsonIn(request.body)).data ?? {}
  const data = bodySchema.safeParse(body['data'])
  const members = data.success ? data.data : body
  return {
    isWrapped: data.success,
    member(name) {
      const value = members[name]
      return typeof value === 'string' && value !== '' ? value : null
    },
  }
}

function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '') as unknown
  } catch {
    // An edited body need not be JSON.
    return undefined
  }
}

/** What the platform says of the failure in its own words; empty where nothing. */
export function said(facts: Facts): string {
  return failureText(facts, 'said') ?? failureText(facts, 'error_description') ?? ''
}

/** `client_id` of `The field [client_id] with value [..] is invalid.`, documented for that one field. */
export function refusedField(facts: Facts): string | null {
  return /\bfield \[(\w+)\]/i.exec(said(facts))?.[1] ?? null
}

/** Fields as the validator of the services names them: `OAuthRedirectURI`. */
export function invalidFields(facts: Facts): string[] {
  return [...said(facts).matchAll(/\bfield '(\w+)'/gi)].map(([, field = '']) => field)
}

/** The last segment of the realm in a link of the broker. */
export function realmIn(url: URL): string | null {
  return /\/authentication-realms\/([^/]+)/.exec(url.pathname)?.[1] ?? null
}

/** The connection's realm, where it is another one than the settings name. */
export function overriddenRealm(facts: Facts): { expected: string; found: string } | null {
  const one = facts.check('realm')
  const expected = one?.status === 'warning' ? one.found : null
  const found = facts.values.store?.realm ?? null
  return typeof expected === 'string' && found !== null ? { expected, found } : null
}

export const isAccountFlow = ({ flowId }: Facts) => flowId.endsWith('-account')

/** What the failed stage asked, below the base URL and in its order. */
export function askedPaths({ record, values }: Facts): string[] {
  const base = URL.parse(values.store?.apiUrl ?? '')?.pathname.replace(/\/$/, '') ?? ''
  return record.exchanges.map(({ request }) => {
    const path = URL.parse(request.url)?.pathname ?? request.url
    return path.startsWith(base) ? path.slice(base.length) : path
  })
}

/** Whether the access token had ended when the refused request was sent. */
export function accessTokenHasEnded({ values, answer }: Facts): boolean {
  const end = values.storeToken?.expiresAt ?? null
  return answer !== null && end !== null && end <= answer.startedAt
}
