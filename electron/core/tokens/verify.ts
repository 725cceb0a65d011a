import { compactVerify, errors, importJWK } from 'jose'
import type { SignatureEvidence } from '../verdict/evidence.ts'
import { algorithmProblem } from './algorithms.ts'
import { isObject, readCompact } from './compact.ts'
import { candidateKeys, type CandidateKey } from './key-choice.ts'

const notReached: SignatureEvidence = {
  algorithm: null,
  algorithmProblem: null,
  key: null,
  keyChoice: null,
  keyProblem: null,
  valid: null,
  signatureProblem: null,
}

/**
 * Verifies a compact JWS with a pinned key set (RFC 7515 section 5.2, RFC 8725). Only the set's own keys are
 * used: `kid` of the header chooses among them, `jku`, `x5u`, `jwk` and `x5c` are ignored (J-10). Times and
 * claims are the ladder's. Never throws: what cannot be verified is invalid, with the reason (J-03).
 */
export async function verifySignature(
  token: string,
  jwks: { keys: readonly Record<string, unknown>[] },
): Promise<SignatureEvidence> {
  const reading = readCompact(token)
  if ('problem' in reading) return { ...notReached, algorithmProblem: reading.problem }
  const { header } = reading.jws
  const algorithm = typeof header.alg === 'string' ? header.alg : null
  const reached = { ...notReached, algorithm, algorithmProblem: algorithmProblem(header) }
  if (algorithm === null || reached.algorithmProblem !== null) return reached

  // Copied, so that only own members of a key count (J-10).
  const set = jwks.keys.filter(isObject).map((key) => ({ ...key }))
  const chosen = await candidateKeys(header, algorithm, set)
  if ('problem' in chosen) return { ...reached, keyProblem: chosen.problem }
  const { keys, choice } = chosen
  const known = { ...reached, key: keys.length === 1 ? keys[0].name : null, keyChoice: choice }

  const critical = criticalProblem(header)
  if (critical !== null) return { ...known, valid: false, signatureProblem: critical }
  const problems: string[] = []
  for (const key of keys) {
    const problem = await verifyWith(token, key, algorithm)
    if (problem === null) return { ...known, key: key.name, valid: true }
    problems.push(problem)
  }
  const [only = ''] = problems
  const signatureProblem =
    problems.length === 1
      ? only
      : `None of the ${keys.length} keys that fit verifies the signature: the token was changed or signed by another key.`
  return { ...known, valid: false, signatureProblem }
}

/** RFC 7515 section 4.1.11: what must be understood and is not makes the token invalid (J-14). */
function criticalProblem(header: Record<string, unknown>): string | null {
  if (Object.hasOwn(header, 'crit'))
    return 'The header marks parameters as critical (`crit`) that are not supported, so the token is invalid.'
  if (header.b64 === false)
    return 'The header asks for an unencoded payload (`b64`: false), which a JWT may not have (RFC 7797 section 7).'
  return null
}

/** Null when the signature is right; else one sentence. */
async function verifyWith(
  token: string,
  key: CandidateKey,
  algorithm: string,
): Promise<string | null> {
  try {
    const imported = await importJWK(key.publicJwk, algorithm)
    await compactVerify(token, imported, { algorithms: [algorithm] })
    return null
  } catch (thrown) {
    if (thrown instanceof errors.JWSSignatureVerificationFailed)
      return `The signature does not fit key ${key.name}: the token was changed or signed by another key.`
    // WebCrypto throws TypeError and DOMException for weak or off-curve keys (J-03, J-04).
    const kind = thrown instanceof Error ? thrown.name : typeof thrown
    return `The signature could not be checked with key ${key.name} and counts as invalid (${kind}).`
  }
}
