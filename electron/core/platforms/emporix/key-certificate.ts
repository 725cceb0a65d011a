import { createPublicKey, type JsonWebKey as WebKey, X509Certificate } from 'node:crypto'

/**
 * Whether the first certificate of `x5c` holds another key than the JWK (RFC 7517 section 4.7, J-15), or
 * cannot be read. The platform may take the one, a library the other.
 */
export function certificateMismatch(key: Record<string, unknown>): boolean {
  if (!Array.isArray(key.x5c) || key.x5c.length === 0) return false
  const [first] = key.x5c as unknown[]
  if (typeof first !== 'string') return true
  try {
    const certified = new X509Certificate(Buffer.from(first, 'base64')).publicKey
    const { kty, n, e, crv, x, y } = key
    const own = createPublicKey({ key: { kty, n, e, crv, x, y } as WebKey, format: 'jwk' })
    return !certified.equals(own)
  } catch {
    // No certificate, or no key that Node can read: in both cases nobody can tell that they fit.
    return true
  }
}
