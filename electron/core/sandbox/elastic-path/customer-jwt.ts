import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Shared by nobody: clients cannot verify a customer token. */
const secret = randomBytes(32)

/** [D] decoded from the examples: the header has spaces, the claims have none. */
const header = '{"alg": "HS256", "typ": "JWT"}'

const claimsSchema = z.object({
  /** Id of the customer. */
  sub: z.string(),
  name: z.string(),
  exp: z.number(),
  iat: z.number(),
  /** Id of the token. */
  jti: z.string(),
})
type CustomerClaims = z.infer<typeof claimsSchema>

/** A token as the platform makes them, which no JWS library reads: padded base64 and a signature in hex. */
export function customerJwt(claims: CustomerClaims): string {
  const { sub, name, exp, iat, jti } = claims
  const segments = [header, JSON.stringify({ sub, name, exp, iat, jti })]
  const signed = segments.map((segment) => Buffer.from(segment).toString('base64')).join('.')
  return `${signed}.${signatureOf(signed)}`
}

/** The claims of a token that was made here and has not expired, else null. */
export function readCustomerJwt(token: string, nowSeconds: number): CustomerClaims | null {
  const [, signed = '', payload = '', signature = ''] =
    /^([^.]+\.([^.]+))\.([\da-f]{64})$/.exec(token) ?? []
  if (!timingSafeEqual(Buffer.from(signatureOf(signed)), Buffer.from(signature.padEnd(64))))
    return null
  const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString()))
  return claims.exp > nowSeconds ? claims : null
}

function signatureOf(signed: string): string {
  return createHmac('sha256', secret).update(signed).digest('hex')
}
