/*
 * The strict reading of a token, as a verifier must do it. The lenient one, for people, is inspect.ts.
 */

export interface CompactJws {
  header: Record<string, unknown>
  claims: Record<string, unknown>
}

/** The shape, or one sentence that says what is wrong with it. */
export type CompactReading = { jws: CompactJws } | { problem: string }

// Three base64url segments, nothing around them; a signature may be empty, as `alg: none` has it (J-13).
const compactPattern = /^[\w-]+\.[\w-]+\.[\w-]*$/

/** Whether the text has the outer form of a JWE in compact serialisation (RFC 7516 section 7.1). */
export function looksEncrypted(token: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*$/.test(token)
}

/**
 * Reads a JWT in compact serialisation (RFC 7515 section 7.1, RFC 7519 section 7.2). Duplicate members: the
 * last one wins, as in RFC 7515 section 4 and in the library that verifies.
 */
export function readCompact(token: string): CompactReading {
  if (!compactPattern.test(token)) return { problem: shapeProblem(token) }
  const [headerPart = '', claimsPart = '', signature = ''] = token.split('.')
  const header = readObject(headerPart)
  if (header === null) return { problem: 'The header of the token is not a JSON object.' }
  const claims = readObject(claimsPart)
  if (claims === null) return { problem: 'The payload of the token is not a JSON object.' }
  if (decodeBase64url(signature) === null)
    return { problem: 'The signature of the token is not base64url (RFC 4648 section 5).' }
  return { jws: { header, claims } }
}

/** The bytes of unpadded, canonical base64url; null for any other text (RFC 7515 section 2). */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  // Unused bits of the last character would make two texts of one signature (RFC 4648 section 3.5).
  return bytes.toString('base64url') === text ? bytes : null
}

/** Made once: it keeps nothing from one text to the next, and making one costs more than decoding. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readObject(part: string): Record<string, unknown> | null {
  const bytes = decodeBase64url(part)
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(strictUtf8.decode(bytes))
    return isObject(value) ? value : null
  } catch {
    // Neither UTF-8 (J-07) nor JSON: the caller names the part.
    return null
  }
}

/** A JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shapeProblem(token: string): string {
  if (token.trim() === '') return 'The token is empty.'
  if (/^bearer\s/i.test(token.trim()))
    return 'The text begins with `Bearer`; the token is what follows it.'
  if (/^\s*["']/.test(token)) return 'The text is in quotation marks; the token is what they hold.'
  if (/\s/.test(token)) return 'The token contains blanks or line breaks.'
  if (looksEncrypted(token))
    return 'The token is encrypted (JWE): it has five segments, and only the holder of the key can read it.'
  const segments = token.split('.').length
  if (segments !== 3)
    return segments === 1
      ? 'The token is opaque: it is no JWT and can only be validated online.'
      : `The token has ${segments} segments; a signed JWT has three (RFC 7515 section 7.1).`
  return 'The token contains characters that are not base64url, or an empty segment (RFC 7515 section 2).'
}
