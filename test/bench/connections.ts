import { mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Connections } from '../../electron/core/config/connections.ts'
import { parseConnection } from '../../electron/core/config/connection-text.ts'
import { type SealedSecrets, sealSecrets } from '../../electron/core/config/secrets.ts'
import { createPorts } from '../../electron/headless/environment.ts'

const sites = 10

function connection(at: number): string {
  const site = (key: number) => ({
    domain: 'https://login.acme.example',
    token_introspect_endpoint: '/introspect',
    client_id: 'backend',
    client_secret: `secret ${key}`,
    audience: 'commerce-system',
  })
  return JSON.stringify({
    platform: 'emporix',
    name: `shop ${at}`,
    identityProvider: {
      issuer: 'https://login.acme.example',
      clientId: 'storefront',
      clientSecret: 'secret of the provider',
      tokenEndpointAuthMethod: 'client_secret_basic',
    },
    emporix: {
      tenant: 'acme',
      storefrontClientId: 'public',
      serviceClient: { clientId: 'service', clientSecret: 'secret of the service' },
      tokenExchange: Object.fromEntries(
        Array.from({ length: sites }, (_, key) => [`Site_${key}`, site(key)]),
      ),
    },
  })
}

/** How long the list takes for somebody with very many connections; at most 100 ms once it was read. */
export function benchConnections(quick: boolean): void {
  const count = quick ? 100 : 1_000
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connections-'))
  try {
    const ports = createPorts({ environment: { SSO_FLOW_CONSOLE_DATA: folder } })
    const secrets: SealedSecrets = {}
    const entries = Array.from({ length: count }, (_, at) => {
      const sealed = sealSecrets(parseConnection(connection(at), 'bench'), ports.seal)
      Object.assign(secrets, sealed.secrets)
      return { id: `id-${at}`, document: sealed.document }
    })
    ports.store.update(() => ({ version: 1, connections: entries, secrets }))
    const megabytes = (statSync(path.join(folder, 'config.json')).size / 1e6).toFixed(1)
    console.log(
      `connections: ${count} of ${sites} sites each, ${Object.keys(secrets).length} secrets, ${megabytes} MB`,
    )

    const connections = new Connections(ports)
    report('the first list', 1, () => connections.list())
    report('list, best of 5', 5, () => connections.list())
    report('save, best of 5', 5, () => connections.save(connection(5)))
    report('save and list', 5, () => {
      connections.save(connection(5))
      connections.list()
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report(name: string, times: number, act: () => unknown): void {
  const taken = Array.from({ length: times }, () => {
    const began = performance.now()
    act()
    return performance.now() - began
  })
  const best = Math.min(...taken).toFixed(1)
  console.log(`  ${name.padEnd(20)} ${best.padStart(7)} ms`)
}
