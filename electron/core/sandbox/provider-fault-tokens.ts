import { createHash } from 'node:crypto'
import {
  base64url,
  CompactEncrypt,
  decodeJwt,
  decodeProtectedHeader,
  generateSecret,
  importJWK,
  SignJWT,
} from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { ProviderFault } from './faults/identity-provider.ts'
import type { FaultSwitches } from './faults/switches.ts'
import { rotatedKeys, type SigningKeys } from './signing-keys.ts'

type Claims = Record<string, unknown>
type Table = Partial<Record<ProviderFault, (claims: Claims) => void>>

const hour = 60 * 60
const otherIssuer = 'https://login.other.example'
const otherClient = 'another-client'

/** What a fault does to the claims of an access token, before it is signed. */
const accessTokenFaults: Table = {
  'expired-token': (claims) => move(claims, -hour - 60),
  'not-yet-valid-token': (claims) => (claims['nbf'] = Number(claims['iat']) + hour),
  'wrong-issuer': (claims) => (claims['iss'] = otherIssuer),
  'issuer-slash': (claims) => (claims['iss'] = `${String(claims['iss'])}/`),
  'wrong-audience': (claims) => (claims['aud'] = 'account'),
  'missing-azp': (claims) => delete claims['azp'],
  'wrong-azp': (claims) => (claims['azp'] = otherClient),
  'clock-ahead': (claims) => {
    move(claims, hour)
    claims['nbf'] = claims['iat']
  },
  'clock-behind': (claims) => move(claims, -2 * hour),
}

const idTokenFaults: Table = {
  'extra-audience': (claims) => (claims['aud'] = [claims['aud'], otherClient]),
  'id-token-audience': (claims) => (claims['aud'] = otherClient),
  'id-token-issuer': (claims) => (claims['iss'] = otherIssuer),
  'id-token-expired': (claims) => move(claims, -2 * hour),
  'nonce-missing': (claims) => delete claims['nonce'],
  'nonce-different': (claims) => (claims['nonce'] = 'nonce-of-another-sign-in'),
  'clock-ahead': (claims) => move(claims, hour),
  'clock-behind': (claims) => move(claims, -2 * hour),
}

function move(claims: Claims, seconds: number): void {
  for (const name of ['iat', 'exp', 'nbf'])
    if (typeof claims[name] === 'number') claims[name] += seconds
}

/** Seconds that the provider's clock goes wrong. */
export function clockFault(faults: FaultSwitches): number {
  return faults.shows('clock-ahead') ? hour : faults.shows('clock-behind') ? -2 * hour : 0
}

export function changeAccessToken(faults: FaultSwitches, claims: object): void {
  change(accessTokenFaults, faults, claims as Claims)
}

function change(table: Table, faults: FaultSwitches, claims: Claims): boolean {
  const shown = (Object.keys(table) as ProviderFault[]).filter((id) => faults.shows(id))
  for (const id of shown) table[id]?.(claims)
  return shown.length > 0
}

interface TokenAnswer {
  access_token?: string
  id_token?: string
}

/** What the library would never do to a token is done to its answer. */
export async function changeTokenAnswer(
  ctx: KoaContextWithOIDC,
  { faults, keys }: { faults: FaultSwitches; keys: SigningKeys },
): Promise<void> {
  const answer = ctx.body as TokenAnswer | undefined
  if (ctx.status !== 200 || !answer?.access_token) return
  const rotated = faults.shows('rotated-keys')
  const signer = rotated ? await rotatedKeys() : keys
  const before = answer.access_token
  answer.access_token = await accessTokenOf(before, signer, faults)
  if (answer.id_token) {
    const claims: Claims = decodeJwt(answer.id_token)
    const changed = change(idTokenFaults, faults, claims)
    if (answer.access_token !== before) claims['at_hash'] = halfHash(answer.access_token)
    if (changed || rotated || answer.access_token !== before)
      answer.id_token = await signed(claims, { typ: 'JWT' }, signer)
    if (faults.shows('id-token-signature')) answer.id_token = spoiled(answer.id_token)
    if (faults.shows('encrypted-id-token')) answer.id_token = await encrypted(answer.id_token)
    if (faults.shows('id-token-missing')) delete answer.id_token
  }
}

async function accessTokenOf(
  token: string,
  signer: SigningKeys,
  faults: FaultSwitches,
): Promise<string> {
  if (faults.shows('opaque-access-token')) return token
  const { typ } = decodeProtectedHeader(token)
  const claims = decodeJwt(token)
  if (faults.shows('alg-none')) return `${encoded({ alg: 'none', typ })}.${encoded(claims)}.`
  const unknown = faults.shows('unknown-kid')
  const other = unknown || faults.shows('rotated-keys')
  const kid = unknown ? { kid: 'key-that-nobody-published' } : {}
  const resigned = other ? await signed(claims, { typ, ...kid }, signer) : token
  return faults.shows('bad-signature') ? spoiled(resigned) : resigned
}

async function signed(claims: Claims, header: object, { privateJwk }: SigningKeys) {
  const { kid } = privateJwk
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid, ...header })
    .sign(await importJWK(privateJwk, 'RS256'))
}

/** The signature of another text, so that it is well-formed. */
function spoiled(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.')
  const bytes = base64url.decode(signature)
  bytes.reverse()
  return `${head}.${body}.${base64url.encode(bytes)}`
}

async function encrypted(token: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' })
    .encrypt(await generateSecret('A256GCM'))
}

/** OpenID Connect Core 3.1.3.6, for RS256. */
function halfHash(token: string): string {
  return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url')
}

const encoded = (part: object) => base64url.encode(JSON.stringify(part))
