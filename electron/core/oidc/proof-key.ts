import * as oauth from 'oauth4webapi'
import type { Check } from '../../../shared/check.ts'
import { check } from '../flow/stage.ts'

export interface ProofKey {
  codeVerifier: string
  codeChallenge: string
}

/** RFC 7636 sections 4.1 and 4.2: 32 random bytes and their S256 challenge. */
export async function newProofKey(): Promise<ProofKey> {
  const codeVerifier = oauth.generateRandomCodeVerifier()
  return { codeVerifier, codeChallenge: await oauth.calculatePKCECodeChallenge(codeVerifier) }
}

export function verifierCheck(codeVerifier: string): Check {
  const wellFormed = /^[A-Za-z0-9\-._~]{43,128}$/.test(codeVerifier)
  return check('verifier', 'Code verifier', wellFormed ? 'passed' : 'failed', {
    expected: '43 to 128 unreserved characters',
    found: `${codeVerifier.length} characters`,
    source: 'RFC 7636 section 4.1',
    message: wellFormed
      ? 'The code verifier is random, long enough and of the allowed alphabet.'
      : 'The code verifier has a wrong length or character.',
  })
}

/** The challenge, wherever it stands, against the one that the verifier makes. */
export async function challengeCheck(
  codeVerifier: string,
  found: string | null,
  words: { same: string; different: string },
): Promise<Check> {
  const expected = await oauth.calculatePKCECodeChallenge(codeVerifier)
  const same = found === expected
  return check('challenge', 'Code challenge', same ? 'passed' : 'failed', {
    expected,
    found,
    source: 'RFC 7636 section 4.2',
    message: same ? words.same : words.different,
  })
}
