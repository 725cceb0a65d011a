import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import { challengeCheck, verifierCheck } from '../../oidc/proof-key.ts'

/** [D] of the specification of the authorization endpoint (elastic-path.md section 6). */
const longestState = 2048

/** The proof key and the state, recomputed and measured (RFC 7636 sections 4.1 and 4.2). */
export async function proofKeyChecks(proofKey: Values['proofKey']): Promise<Check[]> {
  const { codeVerifier, codeChallenge, state } = proofKey
  const short = state.length > 0 && state.length <= longestState
  return [
    verifierCheck(codeVerifier),
    await challengeCheck(codeVerifier, codeChallenge, {
      same: 'The challenge is the SHA-256 of the verifier, in base64url: the method S256.',
      different: 'The challenge is not the SHA-256 of the verifier.',
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
