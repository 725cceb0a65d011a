import { ssoClients } from './clients.ts'

/** A configuration of standard SSO as the emulated platform keeps it (emporix.md 2.2). */
export interface SandboxSsoConfiguration {
  name: string
  domain: string
  token_endpoint: string
  provider: string
  client_id: string
  client_secret: string
  redirect_uri: string
}

/** The two configurations of the sandbox's tenant; the first is the default. */
export function ssoConfigurations(issuer: string): SandboxSsoConfiguration[] {
  const { origin, pathname } = new URL(issuer)
  const named = (name: string, client: (typeof ssoClients)['main']) => ({
    name,
    // The scheme is there because the documented form, a host alone, means https.
    domain: `${origin}${pathname}`,
    token_endpoint: 'token',
    provider: name,
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uri: 'http://127.0.0.1/callback',
  })
  return [named('sandbox_main', ssoClients.main), named('sandbox_other', ssoClients.other)]
}
