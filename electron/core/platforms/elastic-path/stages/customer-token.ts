import { z } from 'zod'
import { type Values, valueSchemas } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { onHop, sent, unseen } from '../../../flow/planned-rows.ts'
import { check, oneTime, stage } from '../../../flow/stage.ts'
import { send } from '../answers.ts'
import { codeRefusal, retryAfterCode } from '../code-refusals.ts'
import { hostOf } from '../host.ts'
import * as requests from '../requests.ts'
import { shopperTokenChecks } from '../shopper-checks.ts'

const purpose = { label: 'Customer token', party: 'platform' } as const

const answerSchema = z.looseObject({ data: z.record(z.string(), z.unknown()) })

export const customerToken = stage({
  id: 'customer-token',
  title: 'Get the customer token',
  explanation:
    'Hands the code of the broker to the store, which redeems it behind the scenes and answers with a token for the customer. It is sent once: a code is good for one attempt.',
  lookAt:
    '`oauth_redirect_uri` and `oauth_code_verifier`: both must be those of the authorization request. The token is a malformed JWT, so nothing should parse it strictly.',
  spec: 'Elastic Path, customer tokens, authentication_mechanism oidc',
  needs: ['store', 'storeToken', 'pending', 'callback', 'realm'],
  gives: ['shopperToken'],
  tokens: ({ shopperToken }) => [['token', shopperToken.token]],
  spends: ({ callback }) => [oneTime('The authorization code', callback.code)],
  retryFrom: retryAfterCode,
  hearsVerdict: false,
  messages: onHop(1, sent(purpose), unseen('platform', 'broker', { title: 'Redeems the code' })),
  action: ({ store }) => ({ verb: 'Send the code to', host: hostOf(store) }),
  show: ({ store, storeToken, pending, callback, realm }) => [
    { name: 'oauth_authorization_code', value: callback.code, from: 'callback' },
    { name: 'oauth_redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'oauth_code_verifier', value: pending.codeVerifier ?? 'none', from: 'pending' },
    { name: 'body', value: store.unwrappedBody ? 'without data' : 'in data', from: 'store' },
    { name: 'realm', value: realm.realmId, from: 'realm' },
    { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
  ],
  preview: (values) => [{ ...purpose, ...draftOf(values) }],
  async run(values, tools) {
    const { store, storeToken } = values
    if (store.unwrappedBody) tools.report(unwrappedCheck)
    const answer = await send(draftOf(values), purpose, tools)
    // Documented is 200; a test of the platform's own library answers 201.
    if (answer.status !== 200 && answer.status !== 201) {
      throw codeRefusal(answer, {
        code: 'customer_token_refused',
        host: hostOf(store) ?? store.apiUrl,
        unwrapped: store.unwrappedBody,
        bearerExpiresAt: storeToken.expiresAt,
        now: tools.now(),
      })
    }
    const body = answerSchema.safeParse(answer.body)
    if (!body.success) throw unusable(answer.status, 'data')
    tools.report(...shopperTokenChecks(body.data.data, Math.floor(tools.now() / 1000)))
    const token = valueSchemas.shopperToken.safeParse(body.data.data)
    if (!token.success)
      throw unusable(answer.status, `data.${token.error.issues[0]?.path.join('.')}`)
    return { shopperToken: token.data }
  },
})

type Needed = Pick<Values, 'store' | 'storeToken' | 'pending' | 'callback'>

function draftOf({ store, storeToken, pending, callback }: Needed) {
  return requests.customerToken(store, storeToken.accessToken, {
    code: callback.code,
    redirectUri: pending.redirectUri,
    codeVerifier: pending.codeVerifier ?? '',
  })
}

const unwrappedCheck = check('unwrapped-body', 'Body', 'warning', {
  expected: 'in data',
  found: 'without data',
  source: 'connection, legacy.unwrappedBody',
  message:
    'The body goes without `data`, as the older document prints it. That print is a truncated capture of the page: the body with the wrapper replaces it, and this one will probably be refused.',
})

function unusable(status: number, path: string): FlowError {
  return new FlowError(
    'platform_response_invalid',
    `The store answers ${status} without a usable ${path}.`,
    { status, path },
  )
}
