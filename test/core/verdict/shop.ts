import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export const issuer = 'https://idp.example/realms/shop'

/** A site configuration with keys of its own, and what signs for it. */
export interface Shop {
  /** The tokenExchange document; further entries are the test's. */
  document: Record<string, Record<string, unknown>>
  publicJwk: JWK
  sign(claims?: Record<string, unknown>, header?: { kid?: string }): Promise<string>
}

/** A claim set to undefined is left out. Times are those of the present. */
export async function openShop(algorithm = 'ES256'): Promise<Shop> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: algorithm, use: 'sig' }
  const now = Math.floor(Date.now() / 1000)
  const expectations = { issuer, audience: 'commerce-system', token_client_id: 'storefront' }
  return {
    publicJwk,
    document: { default: { ...expectations, jwks: { keys: [publicJwk] } } },
    sign: (claims = {}, header = {}) =>
      new SignJWT({
        iss: issuer,
        sub: 'sub-1',
        aud: ['account', 'commerce-system'],
        azp: 'storefront',
        iat: now - 10,
        exp: now + 600,
        email: 'alice@example.com',
        email_verified: true,
        ...claims,
      })
        .setProtectedHeader({ alg: algorithm, kid: 'k1', ...header })
        .sign(privateKey),
  }
}

/** What `introspection` needs to ask a loopback server. */
export const asking = (base: string) => ({
  domain: base,
  token_introspect_endpoint: '/introspect',
  client_id: 'backend',
  client_secret: 'top-secret',
})
