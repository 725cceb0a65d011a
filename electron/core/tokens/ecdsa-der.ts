/**
 * An ECDSA signature as DER (RFC 3279 section 2.2.3) from R and S side by side, as tokens have it (RFC 7518
 * section 3.4). `size` is that of R in bytes. Null when the signature has not the length of the curve.
 */
export function derSignature(signature: Buffer, size: number): Buffer | null {
  if (signature.length !== 2 * size) return null
  const r = integer(signature.subarray(0, size))
  const s = integer(signature.subarray(size))
  const length = r.length + s.length
  // P-521 needs the long form of the length.
  const head = length < 0x80 ? [0x30, length] : [0x30, 0x81, length]
  return Buffer.concat([Buffer.from(head), r, s])
}

/** An unsigned number: no leading zeros, but one where the first bit would make it negative. */
function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = bytes.subarray(first === -1 ? bytes.length - 1 : first)
  const sign = (digits[0] ?? 0) & 0x80 ? [0] : []
  return Buffer.concat([Buffer.from([0x02, sign.length + digits.length, ...sign]), digits])
}
