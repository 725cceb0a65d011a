import { createHash } from 'node:crypto'
import type { Check, CheckStatus } from '../../../shared/check.ts'
import { check } from '../flow/stage.ts'
import type { SignatureEvidence } from '../verdict/evidence.ts'

export interface IdTokenFacts {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  issuer: string
  clientId: string
  /** Null where none was sent. */
  nonce: string | null
  accessToken: string
  /** Seconds since the epoch. */
  now: number
  /** Null when the provider publishes no keys. */
  signature: SignatureEvidence | null
}

/** A minute is the most that security.md O-08 accepts, and it is shown. */
const tolerance = 60

/** OpenID Connect Core 3.1.3.7, each rule a check of its own (O-04 to O-13). Pure. */
export function idTokenChecks(facts: IdTokenFacts): Check[] {
  const { claims } = facts
  return [
    signatureCheck(facts.signature),
    plain('id-token-issuer', 'iss', claims['iss'], facts.issuer, 'OIDC Core 3.1.3.7 rule 2'),
    audienceCheck(facts),
    authorizedPartyCheck(facts),
    expiryCheck(claims['exp'], facts.now),
    issuedAtCheck(claims['iat'], facts.now),
    ...(facts.nonce === null
      ? []
      : [
          plain(
            'id-token-nonce',
            'nonce',
            claims['nonce'],
            facts.nonce,
            'OIDC Core 3.1.3.7 rule 11',
            true,
          ),
        ]),
    accessTokenHashCheck(facts),
    subjectCheck(claims['sub']),
  ]
}

function row(
  id: string,
  claim: string,
  status: CheckStatus,
  detail: { expected: Check['expected']; found: unknown; source: string; message: string },
): Check {
  const { found, ...rest } = detail
  return check(id, `ID token ${claim}`, status, { ...rest, found: json(found) })
}

function plain(
  id: string,
  claim: string,
  found: unknown,
  expected: string,
  source: string,
  secret = false,
): Check {
  const same = found === expected
  return row(id, claim, same ? 'passed' : 'failed', {
    expected: secret ? `the ${claim} of this run` : expected,
    found: secret ? (same ? 'equal' : found === undefined ? 'missing' : 'different') : found,
    source,
    message: same
      ? `${claim} is as expected.`
      : found === undefined
        ? `The ID token has no ${claim}.`
        : secret
          ? `${claim} is not the one that this run sent.`
          : `${claim} is ${JSON.stringify(found)}, not ${expected}.`,
  })
}

function signatureCheck(signature: SignatureEvidence | null): Check {
  const problem = signature
    ? (signature.algorithmProblem ?? signature.keyProblem ?? signature.signatureProblem)
    : 'The provider publishes no keys, so the signature was not verified.'
  const status = !signature ? 'unknown' : signature.valid ? 'passed' : 'failed'
  return row('id-token-signature', 'signature', status, {
    expected: 'valid',
    found: signature ? `${signature.algorithm ?? 'no alg'}, key ${signature.key ?? 'none'}` : null,
    source: 'OIDC Core 3.1.3.7 rule 6',
    message: problem ?? 'The signature verifies with a key of the provider.',
  })
}

function audienceCheck({ claims, clientId }: IdTokenFacts): Check {
  const audiences = [claims['aud']].flat()
  const others = audiences.filter((one) => one !== clientId)
  const present = audiences.includes(clientId)
  return row('id-token-audience', 'aud', present && others.length === 0 ? 'passed' : 'failed', {
    expected: clientId,
    found: claims['aud'],
    source: 'OIDC Core 3.1.3.7 rule 3',
    message: !present
      ? `The ID token is not meant for ${clientId}.`
      : others.length > 0
        ? `The ID token is also meant for ${others.map(String).join(', ')}, which this client does not trust.`
        : 'The ID token is meant for this client alone.',
  })
}

function authorizedPartyCheck({ claims, clientId }: IdTokenFacts): Check {
  const azp = claims['azp']
  const status = azp === undefined ? 'skipped' : azp === clientId ? 'passed' : 'failed'
  return row('id-token-azp', 'azp', status, {
    expected: clientId,
    found: azp,
    source: 'OIDC Core 3.1.3.7 rules 4 and 5',
    message:
      azp === undefined
        ? 'Absent, and not needed for a single audience.'
        : azp === clientId
          ? 'The ID token was issued to this client.'
          : 'The ID token was issued to another client.',
  })
}

function expiryCheck(exp: unknown, now: number): Check {
  const good = typeof exp === 'number' && exp > now - tolerance
  return row('id-token-expiry', 'exp', good ? 'passed' : 'failed', {
    expected: `after ${iso(now)}, tolerance ${tolerance} s`,
    found: typeof exp === 'number' ? iso(exp) : exp,
    source: 'OIDC Core 3.1.3.7 rule 9',
    message: good
      ? 'The ID token has not expired.'
      : typeof exp === 'number'
        ? `The ID token expired at ${iso(exp)}; is the clock of this machine right?`
        : 'exp is missing or not a number.',
  })
}

function issuedAtCheck(iat: unknown, now: number): Check {
  const future = typeof iat === 'number' && iat > now + tolerance
  const status = typeof iat !== 'number' ? 'failed' : future ? 'warning' : 'passed'
  return row('id-token-issued-at', 'iat', status, {
    expected: `before ${iso(now)}, tolerance ${tolerance} s`,
    found: typeof iat === 'number' ? iso(iat) : iat,
    source: 'OIDC Core 3.1.3.7 rule 10',
    message:
      typeof iat !== 'number'
        ? 'iat is missing or not a number.'
        : future
          ? 'The ID token was issued in the future; the clock of this machine or of the provider is wrong.'
          : 'The ID token was issued in the past.',
  })
}

/** The left half of the hash that the alg names; EdDSA with Ed25519 uses SHA-512 (O-12). */
function accessTokenHashCheck({ claims, header, accessToken }: IdTokenFacts): Check {
  const found = claims['at_hash']
  const alg = typeof header['alg'] === 'string' ? header['alg'] : ''
  const size = alg.startsWith('Ed') ? '512' : /(256|384|512)$/.exec(alg)?.[1]
  const digest = size && createHash(`sha${size}`).update(accessToken, 'ascii').digest()
  const expected = digest ? digest.subarray(0, digest.length / 2).toString('base64url') : null
  const status = found === undefined ? 'skipped' : found === expected ? 'passed' : 'failed'
  return row('id-token-at-hash', 'at_hash', status, {
    expected,
    found,
    source: 'OIDC Core 3.1.3.8',
    message:
      found === undefined
        ? 'Absent; optional in this flow.'
        : found === expected
          ? 'The ID token and the access token belong together.'
          : 'at_hash is not that of the access token that came with it.',
  })
}

function subjectCheck(sub: unknown): Check {
  const good = typeof sub === 'string' && sub.length > 0 && sub.length <= 255
  return row('id-token-subject', 'sub', good ? 'passed' : 'failed', {
    expected: '1 to 255 characters',
    found: sub,
    source: 'OIDC Core section 2',
    message: good ? 'sub is present.' : 'sub is missing, empty or too long.',
  })
}

function iso(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.valueOf()) ? String(seconds) : date.toISOString()
}

function json(value: unknown): Check['found'] {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Check['found'])
}
