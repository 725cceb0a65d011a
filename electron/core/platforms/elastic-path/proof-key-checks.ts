import * as oauth from 'oauth4webapi'
import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'

/** [D] of the specification of the authorization endpoint (elastic-path.md section 6). */
const longestState = 2048

/** The proof key and the state, recomputed and measured (RFC 7636 sections 4.1 and 4.2). */
export async function proofKeyChecks(proofKey: Values['proofKey']): Promise<Check[]> {
  const { codeVerifier, codeChallenge, state } = proofKey
  const wellFormed = /^[A-Za-z0-9\-._~]{43,128}$/.test(codeVerifier)
  const recomputed = await oauth.calculatePKCECodeChallenge(codeVerifier)
  const short = state.length > 0 && state.length <= longestState
  return [
    check('verifier', 'Code verifier', wellFormed ? 'passed' : 'failed', {
      expected: '43 to 128 unreserved characters',
      found: `${codeVerifier.length} characters`,
      source: 'RFC 7636 section 4.1',
      message: wellFormed
        ? 'The code verifier is random, long enough and of the allowed alphabet.'
        : 'The code verifier has a wrong length or character.',
    }),
    check('challenge', 'Code challenge', codeChallenge === recomputed ? 'passed' : 'failed', {
      expected: recomputed,
      found: codeChallenge,
      source: 'RFC 7636 section 4.2',
      message:
        codeChallenge === recomputed
          ? 'The challenge is the SHA-256 of the verifier, in base64url: the method S256.'
          : 'The challenge is not the SHA-256 of the verifier.',
    }),
    check('state-length', 'Length of state', short ? 'passed' : 'failed', {
      expected: `1 to ${longestState} characters`,
      found: state.length,
      source: 'Elastic Path, authorization endpoint',
      message: short
        ? `state has ${state.length} characters and comes back unchanged.`
        : `state has ${state.length} characters; the broker takes 1 to ${longestState}.`,
    }),
  ]
}
