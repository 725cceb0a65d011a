import type { Analysis, DocumentPath, Problem } from '../../../shared/connection-form.ts'
import { pathText } from '../../../electron/core/config/connection-text.ts'
import type { TestConsole } from '../../support/console.ts'
import { rsaKey } from '../emporix-config/documents.ts'

type Value = string | number | boolean | null | Value[] | { [name: string]: Value }
export type Document = { [name: string]: Value }

/** One of which nothing is to be said: every neighbouring case starts here. */
export const tenant: Document = {
  platform: 'emporix',
  name: 'acme',
  identityProvider: { issuer: 'https://login.acme.example/realms/shop', clientId: 'console' },
  redirect: { method: 'loopback', host: '127.0.0.1', port: 8400, path: '/callback' },
  emporix: {
    tenant: 'acme',
    storefrontClientId: 'storefront-key',
    tokenExchange: {
      default: {
        jwks: { keys: [rsaKey] },
        audience: 'commerce-system',
        issuer: 'https://login.acme.example/realms/shop',
        token_client_id: 'console',
      },
    },
    sso: {
      configurations: [
        {
          name: 'keycloak',
          provider: 'keycloak',
          domain: 'login.acme.example/realms/shop',
          token_endpoint: 'protocol/openid-connect/token',
          client_id: 'console',
          redirect_uri: 'http://127.0.0.1/callback',
        },
      ],
    },
  },
}

export const store: Document = {
  platform: 'elastic-path',
  name: 'globex',
  redirect: { host: 'localhost', port: 8080, path: '/callback' },
  elasticPath: {
    apiUrl: 'https://useast.api.elasticpath.com',
    clientId: 'application-key',
    clientSecret: { env: 'STORE_SECRET' },
  },
}

export type Change = [path: string, value?: Value]

/** A copy with members set by their path, `emporix.tenant`; without a value the member goes. */
export function changed(document: Document, ...changes: Change[]): Document {
  const copy = structuredClone(document)
  for (const [path, value] of changes) setMember(copy, partsOf(path), value)
  return copy
}

const partsOf = (path: string): DocumentPath =>
  path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** As the screen applies a remedy. */
export function applied(document: Document, { fix }: Pick<Problem, 'fix'>): Document {
  const copy = structuredClone(document)
  for (const { path, value } of fix?.changes ?? []) setMember(copy, path, value)
  return copy
}

function setMember(root: Value, path: DocumentPath, value: Value | undefined): void {
  let place = root as Record<string, Value>
  for (const part of path.slice(0, -1)) {
    place[part] ??= {}
    place = place[part] as Record<string, Value>
  }
  const last = path.at(-1) ?? ''
  if (value !== undefined) place[last] = value
  else if (Array.isArray(place)) place.splice(Number(last), 1)
  else delete place[last]
}

export const analyse = (console: TestConsole, document: unknown): Promise<Analysis> =>
  console.call('connections.analyse', { text: JSON.stringify(document) })

/** `trap emporix.tenant` for each, for comparison. */
export const places = ({ problems }: Analysis): string[] =>
  problems.map(({ severity, path }) => `${severity} ${pathText(path)}`)
