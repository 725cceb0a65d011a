import type { Values } from '../../../../shared/values.ts'
import { isLoopbackUrl } from '../../http/loopback-host.ts'

/* Standard SSO: which configuration the platform takes and what it makes of it. Pure; the sandbox shares it. */

type Sso = Values['sso']
export type ChosenSso = Values['chosenSso']

/** Between the name and the random part of `state` (emporix.md 2.3). */
const separator = '--'

/**
 * `{configName}--{random}`, or the random part alone. It has no hyphen, because nobody documents at which of
 * several separators the platform splits. `random` is base64url, and stays as random as it was.
 */
export function stateFor(configName: string, random: string): string {
  const plain = random.replaceAll('-', '.')
  return configName === '' ? plain : `${configName}${separator}${plain}`
}

/** The name in a `state`, or null where it has none. */
export function nameInState(state: string): string | null {
  const end = state.indexOf(separator)
  return end > 0 ? state.slice(0, end) : null
}

/** A name that is not configured selects the default, without a word (2.3); the first one is the default. */
export function selectByName<C extends { name: string }>(
  configurations: readonly C[],
  name: string | null,
): { configuration: C; named: boolean } {
  const named = configurations.find((one) => one.name === name)
  const configuration = named ?? configurations[0]
  if (!configuration) throw new Error('There is no configuration to select')
  return { configuration, named: named !== undefined }
}

/** What the platform will select for a `state`, as far as it gets to see it. */
export function chooseSso({ configurations, sendState }: Sso, state: string): ChosenSso {
  const { configuration, named } = selectByName(
    configurations,
    sendState ? nameInState(state) : null,
  )
  const reason = sendState ? (named ? 'named' : 'fallback') : 'not-sent'
  return { ...configuration, reason }
}

/** The provider that people are sent to with this configuration: its own, or the connection's. */
export function providerFor(
  provider: Values['provider'],
  { issuer }: ChosenSso,
): Values['provider'] {
  return issuer === null ? provider : { ...provider, issuer, endpoints: null }
}

/**
 * Where the platform redeems the code: `https://` + `domain` + `/` + `token_endpoint`, which is inferred (2.2).
 * A scheme in `domain` is kept. Null where that makes no URL.
 */
export function tokenUrlOf({
  domain,
  tokenEndpoint,
}: Pick<ChosenSso, 'domain' | 'tokenEndpoint'>): string | null {
  const base = /^https?:\/\//i.test(domain) ? domain : `https://${domain}`
  return URL.parse(`${base.replace(/\/+$/, '')}/${tokenEndpoint.replace(/^\/+/, '')}`)?.href ?? null
}

/** Equal byte for byte, but for the port of a loopback address (RFC 8252 section 7.3). */
export function isSameRedirect(sent: string, registered: string): boolean {
  if (sent === registered) return true
  return (
    isLoopbackUrl(sent) &&
    isLoopbackUrl(registered) &&
    withoutPort(sent) === withoutPort(registered)
  )
}

function withoutPort(uri: string): string {
  const url = new URL(uri)
  url.port = ''
  return url.href
}
