import { type Values, valueSchemas } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { sent, unseen } from '../../../flow/planned-rows.ts'
import { oneTime, stage } from '../../../flow/stage.ts'
import { type Answer, gatewaySentence, refused, send } from '../answers.ts'
import { socialLogin as socialLoginRequest } from '../requests.ts'
import { isSameRedirect } from '../sso-configuration.ts'

const purpose = { label: 'Social login', party: 'platform' } as const

export const socialLogin = stage({
  id: 'token-exchange',
  title: 'Hand over the code',
  explanation:
    'Hands the code to the platform under the anonymous token. The platform redeems it at the provider with its own client and secret, and answers with tokens of both. It is sent once: a code is good for one attempt.',
  lookAt:
    '`redirect_uri` and `code_verifier`: both must be those of the authorization request, because the provider compares them with the code.',
  spec: 'Emporix Customer Service API, socialLogin',
  needs: ['tenant', 'sso', 'chosenSso', 'pending', 'callback', 'anonymousSession'],
  gives: ['customerToken'],
  tokens: ({ customerToken }) => [
    ['access_token', customerToken.access_token],
    ['saas_token', customerToken.saas_token],
    ['refresh_token', customerToken.refresh_token],
    ['social_access_token', customerToken.social_access_token],
    ['social_id_token', customerToken.social_id_token],
  ],
  spends: ({ callback }) => [oneTime('The authorization code', callback.code)],
  retryFrom: 'initiation',
  messages: [sent(purpose), unseen('platform', 'identity-provider', { title: 'Redeems the code' })],
  action: ({ tenant }) => ({
    verb: 'Send the code to',
    host: URL.parse(tenant?.apiUrl ?? '')?.host ?? null,
  }),
  show: ({ tenant, chosenSso, sso, pending, callback, anonymousSession }) => [
    { name: 'tenant', value: tenant.tenant, from: 'tenant' },
    { name: 'configuration', value: chosenSso.name, from: 'chosenSso' },
    { name: 'code', value: callback.code, from: 'callback' },
    { name: 'redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'code_verifier', value: pending.codeVerifier ?? 'none', from: 'pending' },
    { name: 'state', value: sso.sendState ? pending.state : 'not sent', from: 'pending' },
    {
      name: 'session-id',
      value: (sso.sendSessionId && anonymousSession.sessionId) || 'not sent',
      from: 'anonymousSession',
    },
    {
      name: 'Authorization',
      value: `Bearer ${anonymousSession.accessToken}`,
      from: 'anonymousSession',
    },
  ],
  preview: (values) => [{ ...purpose, ...draftOf(values) }],
  async run(values, tools) {
    const answer = await send(draftOf(values), purpose, tools)
    if (answer.status !== 200) throw explain(answer, values)
    const token = valueSchemas.customerToken.safeParse(answer.body)
    if (token.success) return { customerToken: token.data }
    throw new FlowError(
      'platform_response_invalid',
      'The platform answers 200 without a usable access_token.',
      { status: 200 },
    )
  },
})

type Needed = Pick<
  Values,
  'tenant' | 'sso' | 'chosenSso' | 'pending' | 'callback' | 'anonymousSession'
>

function draftOf({ tenant, sso, pending, callback, anonymousSession }: Needed) {
  return socialLoginRequest(
    tenant,
    {
      token: anonymousSession.accessToken,
      id: sso.sendSessionId ? anonymousSession.sessionId : null,
    },
    {
      code: callback.code,
      redirectUri: pending.redirectUri,
      codeVerifier: pending.codeVerifier,
      state: sso.sendState ? pending.state : null,
    },
  )
}

/** What the status most likely means (emporix.md sections 7 and 8): 400 and 401 are declared, causes are not. */
function explain(answer: Answer, values: Needed): FlowError {
  const { status, family } = answer
  if (family === 'gateway') {
    return refused('social_login_refused', gatewaySentence(answer, 'code'), answer)
  }
  const { name } = values.chosenSso
  const sentence =
    status === 400
      ? `The platform answers 400, so the code was probably not redeemed with configuration ${name}: ${causes(values).join('; or ')}.`
      : status === 401
        ? `The platform itself answers 401, not its gateway: client_id or client_secret of configuration ${name} is probably wrong, or the provider's token was not accepted.`
        : status === 404
          ? 'The platform answers 404: it probably knows no such customer and may create none.'
          : `The platform refused the code with ${status}.`
  return refused('social_login_refused', sentence, answer)
}

/** The likeliest first: what this run did unlike the documentation, then what nobody can see from here. */
function causes({ sso, chosenSso, pending }: Needed): string[] {
  const seen = [
    chosenSso.reason === 'fallback' &&
      'state names no known configuration, so the default one was used',
    chosenSso.reason === 'not-sent' &&
      sso.configName !== chosenSso.name &&
      `state was not sent, so the configuration ${sso.configName} could not be selected`,
    !isSameRedirect(pending.redirectUri, chosenSso.redirectUri) &&
      `redirect_uri is not that of the configuration, ${chosenSso.redirectUri}`,
  ].filter((cause) => cause !== false)
  return [
    ...seen,
    'the code was used before or expired',
    'redirect_uri is not that of the authorization request',
    pending.codeVerifier === null
      ? 'the provider asks for the code_verifier and none was sent'
      : 'the code_verifier is not that of the code challenge',
  ]
}
