import * as oauth from 'oauth4webapi'
import { stage } from '../flow/stage.ts'
import { openAuthorization, prepareAuthorization, shownRequest } from './authorization-request.ts'
import { newProofKey } from './proof-key.ts'
import { signInMessages } from './planned-messages.ts'

export const authorize = stage({
  id: 'authorize',
  title: 'Open the sign-in',
  explanation:
    'Makes a fresh code verifier, `state` and `nonce`, builds the authorization request and opens it in the browser. The person signs in there, never here.',
  lookAt:
    'the `redirect_uri`: the provider must know exactly this one. And `scope` and `audience`: they decide what the token will be good for.',
  spec: 'RFC 6749 section 4.1.1, RFC 7636 section 4.3',
  needs: ['metadata', 'client', 'redirect'],
  gives: ['pending'],
  messages: signInMessages,
  action: () => ({ verb: 'Open the browser', host: null }),
  show: ({ metadata, client, redirect }) => [
    { name: 'authorization_endpoint', value: metadata.authorization_endpoint, from: 'metadata' },
    { name: 'client_id', value: client.clientId, from: 'client' },
    ...shownRequest({ client, redirect }),
  ],
  async run({ metadata, client, redirect }, tools) {
    const state = oauth.generateRandomState()
    const proofKey = await newProofKey()
    const request = { metadata, client, redirect, state, proofKey }
    const pending = await prepareAuthorization(request, tools)
    await openAuthorization(pending, tools)
    return { pending }
  },
})
