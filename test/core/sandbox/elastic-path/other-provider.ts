import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export interface OtherProvider {
  issuer: string
  discoveryUrl: string
  /** What its next ID tokens say besides `iss`, `aud`, `iat` and `exp`, or instead of them. */
  claims: JWTPayload
  /** Signs with a key that it does not publish. */
  wrongKey: boolean
  close(): void
}

/** An identity provider of another issuer, which gives an ID token for every code: for what the real one never does. */
export async function otherProvider(): Promise<OtherProvider> {
  const [published, secret] = await Promise.all([
    generateKeyPair('RS256'),
    generateKeyPair('RS256'),
  ])
  const jwks = { keys: [{ ...(await exportJWK(published.publicKey)), kid: 'one', alg: 'RS256' }] }

  const idToken = () =>
    new SignJWT({ iss: provider.issuer, aud: 'other-client', ...provider.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuedAt()
      .setExpirationTime(provider.claims.exp ?? '1h')
      .sign((provider.wrongKey ? secret : published).privateKey)

  const answers: Record<string, () => object | Promise<object>> = {
    '/.well-known/openid-configuration': () => ({
      issuer: provider.issuer,
      authorization_endpoint: `${provider.issuer}/authorize`,
      token_endpoint: `${provider.issuer}/token`,
      jwks_uri: `${provider.issuer}/jwks`,
    }),
    '/jwks': () => jwks,
    '/token': async () => ({
      access_token: 'an-access-token',
      token_type: 'Bearer',
      id_token: await idToken(),
    }),
  }
  const server = createServer((request, response) => {
    void Promise.resolve(answers[request.url ?? '']?.()).then((body) =>
      response
        .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(body ?? {})),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: OtherProvider = {
    issuer,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    claims: {},
    wrongKey: false,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return provider
}
