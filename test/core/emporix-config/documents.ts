import {
  selectConfiguration,
  type SelectOptions,
} from '../../../electron/core/platforms/emporix/select-configuration.ts'
import { parseTokenExchange } from '../../../electron/core/platforms/emporix/token-exchange-config.ts'

/** Reads well, but belongs to nobody. */
export const rsaKey = {
  kty: 'RSA',
  kid: 'k1',
  n: 'w'.repeat(342),
  e: 'AQAB',
  alg: 'RS256',
  use: 'sig',
}

export const online = {
  domain: 'https://idp.example',
  token_introspect_endpoint: '/introspect',
  client_id: 'backend',
  client_secret: 'top-secret',
  token_client_id: 'storefront',
  audience: 'commerce-system',
  issuer: 'https://idp.example/realms/shop',
}

export const offline = {
  token_client_id: 'storefront-de',
  audience: 'shop-de',
  jwks: { keys: [rsaKey] },
}

export const document = { default: online, Site_DE: offline }

export function select(value: unknown, changed: Partial<SelectOptions> = {}) {
  return selectConfiguration(parseTokenExchange(value), {
    requested: null,
    siteEntry: 'merges',
    unknownConfig: 'reject',
    autoprovisioningDisabled: { value: false, source: 'platform default' },
    identifierField: { value: 'EMAIL', source: 'platform default' },
    ...changed,
  })
}

/** The code, the path and the sentence of what a call throws. */
export function refusal(call: () => unknown): { code: string; message: string; path: unknown } {
  try {
    call()
  } catch (thrown) {
    const { code, message, evidence } = thrown as {
      code: string
      message: string
      evidence?: { path?: unknown }
    }
    return { code, message, path: evidence?.path }
  }
  throw new Error('nothing was thrown')
}
