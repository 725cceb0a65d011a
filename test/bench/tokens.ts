import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export const issuer = 'https://idp.example/realms/shop'
export const audience = 'commerce-system'

export interface Subject {
  algorithm: string
  /** Distinct tokens; a longer run goes through them again. */
  tokens: string[]
  publicJwk: JWK
  /** A tokenExchange document that every check of the ladder has something to do for. */
  document: object
}

/** Tokens made in this process: signing takes far longer than verifying, so there are not too many. */
export async function subjectOf(algorithm: string, count: number): Promise<Subject> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: algorithm, use: 'sig' }
  const now = Math.floor(Date.now() / 1000)
  const tokens = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      new SignJWT({ azp: 'storefront', email: `person-${at}@example.com`, email_verified: true })
        .setProtectedHeader({ alg: algorithm, kid: 'k1', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(['account', audience])
        .setSubject(`subject-${at}`)
        .setJti(`token-${at}`)
        .setIssuedAt(now)
        .setExpirationTime(now + 86_400)
        .sign(privateKey),
    ),
  )
  const document = {
    default: { issuer, audience, token_client_id: 'storefront', jwks: { keys: [publicJwk] } },
  }
  return { algorithm, tokens, publicJwk, document }
}

/** `count` tokens as lines, made on the way. */
export async function* linesOf(tokens: readonly string[], count: number): AsyncGenerator<Buffer> {
  const all = Buffer.from(`${tokens.join('\n')}\n`)
  let left = count
  for (; left >= tokens.length; left -= tokens.length)
    for (let at = 0; at < all.length; at += 65_536) yield all.subarray(at, at + 65_536)
  if (left > 0) yield Buffer.from(`${tokens.slice(0, left).join('\n')}\n`)
}
