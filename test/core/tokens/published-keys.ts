import { exportJWK, generateKeyPair } from 'jose'
import { serve } from './introspection-server.ts'

/** A signing key, both halves. */
export const made = async (kid: string) => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const shared = { alg: 'ES256', use: 'sig', kid }
  return {
    publicJwk: { ...(await exportJWK(publicKey)), ...shared },
    privateJwk: { ...(await exportJWK(privateKey)), ...shared },
  }
}

/** A provider that publishes these keys, and nothing else of use. */
export async function provider(keys: unknown, more: { status?: number; location?: string } = {}) {
  const base = await serve((request, response) => {
    const { host } = request.headers
    const isSet = request.url === '/keys'
    const issuer = `http://${host}`
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    }
    response
      .writeHead(isSet ? (more.status ?? 200) : 200, {
        'content-type': 'application/json',
        ...(isSet && more.location && { location: more.location }),
      })
      .end(JSON.stringify(isSet ? { keys } : metadata))
  })
  return base
}
