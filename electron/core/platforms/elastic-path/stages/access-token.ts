import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { sent } from '../../../flow/planned-rows.ts'
import { stage } from '../../../flow/stage.ts'
import { accessTokenChecks, accessTokenIn, expiryOf } from '../access-token-answer.ts'
import { type Answer, refused, send } from '../answers.ts'
import { hostOf } from '../host.ts'
import { accessToken as accessTokenRequest } from '../requests.ts'

const purpose = { label: 'Access token', party: 'platform' } as const

export const accessToken = stage({
  id: 'access-token',
  title: 'Get an access token',
  explanation:
    'Asks the store for the token that every further request carries. `implicit` takes the client id alone, as a storefront does; `client_credentials` adds the secret and is for administration.',
  lookAt:
    'the client id and the host: a store lives in exactly one region, and the old host is an alias of one of them.',
  spec: 'Elastic Path, tokens: POST /oauth/access_token',
  needs: ['store'],
  gives: ['storeToken'],
  tokens: ({ storeToken }) => [['access_token', storeToken.accessToken]],
  messages: [sent(purpose)],
  action: ({ store }) => ({ verb: 'Get an access token from', host: hostOf(store) }),
  show: ({ store }) => [
    { name: 'apiUrl', value: store.apiUrl, from: 'store' },
    { name: 'grant_type', value: store.grant, from: 'store' },
    { name: 'client_id', value: store.clientId, from: 'store' },
    { name: 'X-MOLTIN-AUTH-STORE', value: store.storeId ?? 'not sent', from: 'store' },
  ],
  preview: ({ store }) =>
    lacksSecret(store) ? [] : [{ ...purpose, ...accessTokenRequest(store) }],
  async run({ store }, tools) {
    if (lacksSecret(store)) {
      throw new FlowError(
        'secret_missing',
        'The grant client_credentials needs the secret of the application key: set clientSecret, or grant to implicit.',
      )
    }
    const answer = await send(accessTokenRequest(store), purpose, tools)
    if (answer.status !== 200) throw refusal(answer, store)
    const token = accessTokenIn(answer.body)
    if (!token) {
      throw new FlowError(
        'platform_response_invalid',
        'The store answers 200 without a usable access_token; check apiUrl.',
        { status: 200 },
      )
    }
    const now = tools.now()
    tools.report(...accessTokenChecks(token, store, now))
    return {
      storeToken: {
        accessToken: token.access_token,
        tokenType: token.token_type,
        identifier: token.identifier ?? null,
        expiresAt: expiryOf(token, now),
      },
    }
  },
})

const lacksSecret = ({ grant, clientSecret }: Values['store']) =>
  grant === 'client_credentials' && !clientSecret

/** 400 and 401 are documented, their causes are not (elastic-path.md sections 3 and 9). */
function refusal(answer: Answer, store: Values['store']): FlowError {
  return refused('access_token_refused', sentenceFor(answer.status, store), answer)
}

function sentenceFor(status: number, store: Values['store']): string {
  const host = hostOf(store) ?? store.apiUrl
  const secret = store.grant === 'client_credentials' ? ' or clientSecret' : ''
  const key = `clientId ${store.clientId}${secret} is probably wrong or revoked, or of a store in another region than ${host}`
  switch (status) {
    case 400:
      return `The store answers 400 to the token request: ${key}, or a header of the connection changes the content type, which has to be that of a form.`
    case 401:
      return `The store answers 401 to the token request: ${key}; compare them with the application key.`
    case 404:
      return `${host} has no /oauth/access_token (404): apiUrl is not that of the API.`
    case 429:
      return 'The store limits its requests (429): wait a moment and send it again.'
    default:
      return `The store answers ${status} to the token request; check apiUrl ${store.apiUrl}.`
  }
}
