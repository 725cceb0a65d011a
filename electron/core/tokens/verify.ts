import type { SignatureEvidence } from '../verdict/evidence.ts'
import { algorithmProblem } from './algorithms.ts'
import { type CompactReading, readCompact } from './compact.ts'
import { chooseKeys, type KeySet, knownChoice, readyFor } from './key-cache.ts'
import type { CandidateKey, KeyChoice } from './key-choice.ts'
import { isSignedBy } from './raw-signature.ts'

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
export async function verifySignature(token: string, jwks: KeySet): Promise<SignatureEvidence> {
  const reading = readCompact(token)
  const known = verifyAtOnce(token, reading, jwks)
  if (known !== null || 'problem' in reading) return known ?? notReached
  const { header } = reading.jws
  const choice = await chooseKeys(header, String(header.alg), jwks)
  return withChoice(token, header, choice)
}

/** The same without waiting; null when the set has not been searched for such a header before. */
export function verifyAtOnce(
  token: string,
  reading: CompactReading,
  jwks: KeySet,
): SignatureEvidence | null {
  if ('problem' in reading) return { ...notReached, algorithmProblem: reading.problem }
  const { header } = reading.jws
  const algorithm = typeof header.alg === 'string' ? header.alg : null
  const problem = algorithmProblem(header)
  if (algorithm === null || problem !== null)
    return { ...notReached, algorithm, algorithmProblem: problem }
  const choice = knownChoice(header, algorithm, jwks)
  return choice === undefined ? null : withChoice(token, header, choice)
}

function withChoice(
  token: string,
  header: Record<string, unknown>,
  chosen: KeyChoice,
): SignatureEvidence {
  const algorithm = String(header.alg)
  const reached = { ...notReached, algorithm }
  if ('problem' in chosen) return { ...reached, keyProblem: chosen.problem }
  const { keys, choice } = chosen
  const known = { ...reached, key: keys.length === 1 ? keys[0].name : null, keyChoice: choice }

  const critical = criticalProblem(header)
  if (critical !== null) return { ...known, valid: false, signatureProblem: critical }
  const problems: string[] = []
  for (const key of keys) {
    const problem = verifyWith(token, key, algorithm)
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
function verifyWith(token: string, key: CandidateKey, algorithm: string): string | null {
  try {
    if (isSignedBy(token, readyFor(key, algorithm))) return null
    return `The signature does not fit key ${key.name}: the token was changed or signed by another key.`
  } catch (thrown) {
    // Weak, malformed and off-curve keys are refused where they are read (J-03, J-04).
    const kind = thrown instanceof Error ? thrown.name : typeof thrown
    return `The signature could not be checked with key ${key.name} and counts as invalid (${kind}).`
  }
}
