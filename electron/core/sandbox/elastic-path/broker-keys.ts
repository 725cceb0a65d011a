import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

interface BrokerKeys {
  privateKey: CryptoKey
  publicJwk: JWK
}

let keys: Promise<BrokerKeys> | undefined

/** The broker's own RS256 key, not that of the identity provider; made when somebody first asks for it. */
export function brokerKeys(): Promise<BrokerKeys> {
  keys ??= generate()
  return keys
}

async function generate(): Promise<BrokerKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const members = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(members)
  return { privateKey, publicJwk: { ...members, alg: 'RS256', use: 'sig', kid } }
}
