import * as oauth from 'oauth4webapi'
import { local } from '../../../flow/planned-rows.ts'
import { stage } from '../../../flow/stage.ts'
import { newProofKey } from '../../../oidc/proof-key.ts'
import { proofKeyChecks } from '../proof-key-checks.ts'

export const pkce = stage({
  id: 'pkce',
  title: 'Make the proof key',
  explanation:
    'Makes a fresh code verifier of 32 random bytes, its S256 challenge, and `state`. The challenge goes with the authorization request, the verifier with the code: whoever steals the code alone has nothing.',
  lookAt:
    'that both are new for each attempt. They protect the hop between the storefront and the broker; what the broker does towards the identity provider is its own.',
  spec: 'RFC 7636 sections 4.1 and 4.2; Elastic Path, single sign-on guide',
  needs: [],
  gives: ['proofKey'],
  messages: [local('Verifier and state')],
  action: () => ({ verb: 'Make the proof key', host: null }),
  show: () => [],
  async run(_values, tools) {
    const proofKey = { ...(await newProofKey()), state: oauth.generateRandomState() }
    tools.report(...(await proofKeyChecks(proofKey)))
    return { proofKey }
  },
})
