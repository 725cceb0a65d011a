import { FlowError } from '../../../failure.ts'
import { callback, onHop, unseen } from '../../../flow/planned-rows.ts'
import { oneTime, stage } from '../../../flow/stage.ts'
import { receiveCallback, takeCallback as plain } from '../../../oidc/callback.ts'
import { callbackErrorSentence } from '../callback-errors.ts'

export const takeCallback = stage({
  id: plain.id,
  title: plain.title,
  explanation:
    'Waits until the browser comes back from the broker, after both hops, and believes the answer only if it carries the `state` of this run. The code in it is one of the broker; that of the identity provider never comes here.',
  lookAt:
    '`state` first, then `error`: what fails between the broker and the identity provider shows here alone, and in few words.',
  spec: 'Elastic Path, single sign-on guide; RFC 6749 section 4.1.2',
  needs: ['pending', 'oidcProfile', 'store'],
  gives: ['callback'],
  follows: true,
  spends: ({ pending }) => [oneTime('The state', pending.state)],
  retryFrom: 'pkce',
  messages: [
    ...onHop(
      2,
      unseen('identity-provider', 'browser', { title: 'Redirect with code', kind: 'redirect' }),
      unseen('browser', 'broker', { title: 'Callback to broker' }),
      unseen('broker', 'identity-provider', { title: 'Redeems the code' }),
    ),
    ...onHop(
      1,
      unseen('broker', 'browser', { title: 'Redirect with code', kind: 'redirect' }),
      callback,
    ),
  ],
  action: () => ({ verb: 'Wait for the browser', host: null }),
  show: ({ pending }) => [
    { name: 'redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'state', value: pending.state, from: 'pending' },
  ],
  async run({ pending, oidcProfile, store }, tools) {
    try {
      const callback = await receiveCallback(
        {
          state: pending.state,
          // The broker documents no iss; which one it would send is unknown.
          issuer: null,
          issRequired: false,
          issSource: 'Elastic Path documents none',
          server: new URL(pending.authorizationUrl).origin,
        },
        tools,
      )
      return { callback }
    } catch (thrown) {
      const error = thrown instanceof FlowError ? thrown.evidence?.['error'] : undefined
      if (!(thrown instanceof FlowError) || typeof error !== 'string') throw thrown
      const said = thrown.evidence?.['error_description']
      const description = typeof said === 'string' ? said : ''
      const sentence = callbackErrorSentence({ error, description }, { oidcProfile, store })
      throw new FlowError(thrown.code, sentence, thrown.evidence, thrown)
    }
  },
})
