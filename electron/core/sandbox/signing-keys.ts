import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'

export interface SigningKeys {
  /** With its private members: only for the provider. */
  privateJwk: JWK
  publicJwk: JWK
}

let keys: Promise<SigningKeys> | undefined
let rotated: Promise<SigningKeys> | undefined

/**
 * The RS256 key of the sandbox. Made once per process, because an RSA key takes longer than all the rest of
 * a start; sandboxes still differ by their issuer.
 */
export function signingKeys(): Promise<SigningKeys> {
  keys ??= generate()
  return keys
}

/** The key that follows, for a provider that changes its keys. */
export function rotatedKeys(): Promise<SigningKeys> {
  rotated ??= generate()
  return rotated
}

async function generate(): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const publicMembers = await exportJWK(publicKey)
  const shared = { alg: 'RS256', use: 'sig', kid: await calculateJwkThumbprint(publicMembers) }
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...shared },
    publicJwk: { ...publicMembers, ...shared },
  }
}
