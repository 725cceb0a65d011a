import type { Check } from '../../../../../shared/check.ts'
import { type Values, valueSchemas } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { sent } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { type Answer, gatewaySentence, refused, send } from '../answers.ts'
import { exchangeToken, urlLimit } from '../requests.ts'

const purpose = { label: 'Token exchange', party: 'platform' } as const

export const exchange = stage({
  id: 'exchange',
  title: 'Exchange the token',
  explanation:
    "Hands the provider's token to the platform, as a query parameter, under the anonymous token. The platform then makes its own checks.",
  lookAt:
    'the body as well as the status. A 401 with `fault` comes from the gateway: it speaks of the anonymous token and may never have read this one.',
  spec: 'Emporix Customer Service API, exchangeauthtoken',
  needs: ['tenant', 'requestedSite', 'subjectToken', 'anonymousSession', 'verdict'],
  gives: ['customerToken'],
  tokens: ({ customerToken }) => [
    ['access_token', customerToken.access_token],
    ['saas_token', customerToken.saas_token],
    ['refresh_token', customerToken.refresh_token],
  ],
  retryFrom: 'authorize',
  hearsVerdict: true,
  messages: [sent(purpose)],
  action: ({ tenant }) => ({
    verb: 'Send token exchange to',
    host: URL.parse(tenant?.apiUrl ?? '')?.host ?? null,
  }),
  show: (values) => [
    { name: 'subjectAccessToken', value: values.subjectToken.token, from: 'subjectToken' },
    {
      name: 'config',
      value: values.requestedSite.site ?? 'not sent, so default',
      from: 'requestedSite',
    },
    { name: 'tenant', value: values.tenant.tenant, from: 'tenant' },
    {
      name: 'Authorization',
      value: `Bearer ${values.anonymousSession.accessToken}`,
      from: 'anonymousSession',
    },
    { name: 'URL length', value: kilobytes(draftOf(values).url.length), from: 'subjectToken' },
    { name: 'prediction', value: prediction(values.verdict), from: 'verdict' },
  ],
  preview: (values) => [{ ...purpose, ...draftOf(values) }],
  async run(values, tools) {
    const draft = draftOf(values)
    tools.report(urlLengthCheck(draft.url.length))
    const answer = await send(draft, purpose, tools)
    tools.report(agreementCheck(answer, values.verdict))
    if (answer.status !== 200) throw explain(answer, values)
    const token = valueSchemas.customerToken.safeParse(answer.body)
    if (!token.success) {
      throw new FlowError(
        'platform_response_invalid',
        'The platform answers 200 without an access_token.',
        { status: 200 },
      )
    }
    return { customerToken: token.data }
  },
})

type Needed = Pick<
  Values,
  'tenant' | 'requestedSite' | 'subjectToken' | 'anonymousSession' | 'verdict'
>

function draftOf({ tenant, anonymousSession, subjectToken, requestedSite }: Needed) {
  return exchangeToken(tenant, anonymousSession.accessToken, subjectToken.token, requestedSite.site)
}

function urlLengthCheck(length: number): Check {
  return check('url-length', 'URL length', length <= urlLimit ? 'passed' : 'warning', {
    expected: `${urlLimit} B at most`,
    found: `${length} B`,
    source: 'Emporix request limits',
    message:
      length <= urlLimit
        ? 'The token fits into the request URL.'
        : 'The token makes the URL longer than the platform takes; let the provider put fewer claims into it.',
  })
}

/** The verdict predicted here against the status received there. */
function agreementCheck(answer: Answer, verdict: Values['verdict']): Check {
  const expected = verdict.platformStatus
  const agree = expected === null ? null : expected === answer.status
  return check(
    'agreement',
    'Prediction',
    agree === null ? 'unknown' : agree ? 'passed' : 'warning',
    {
      expected,
      found: answer.status,
      source: 'stage validate',
      message:
        agree === null
          ? `Nothing was predicted: ${verdict.platformStatusReason}`
          : agree
            ? `The platform answers ${answer.status}, as predicted.`
            : `The platform answers ${answer.status}, but ${expected} was predicted.`,
    },
  )
}

function prediction(verdict: Values['verdict']): string {
  return `${verdict.verdict}, ${verdict.platformStatus ?? 'status unknown'}`
}

function kilobytes(length: number): string {
  return `${(length / 1024).toFixed(1)} of ${urlLimit / 1024} KB`
}

/** What the status most likely means, from the body family and from our own verdict (emporix.md section 7). */
function explain(answer: Answer, { verdict, requestedSite }: Needed): FlowError {
  const { status, family, said } = answer
  const failed = verdict.checks.find((one) => one.id === verdict.firstFailure)
  if (family === 'gateway') {
    return refused('exchange_refused', gatewaySentence(answer, 'subject token'), answer)
  }
  if (failed) {
    // What the platform says is the same for every reason, so the check speaks instead.
    const sentence = `The platform refused the token with ${status}. ${failed.title}: ${failed.message}`
    return new FlowError('exchange_refused', sentence, { status, family, said, check: failed.id })
  }
  const sentence =
    status === 400
      ? `The platform answers 400; it probably knows no configuration ${requestedSite.site ?? 'default'}.`
      : status === 404
        ? 'The platform answers 404: autoprovisioning is off and it knows no such customer.'
        : `The platform refused the token with ${status}, although every check here passed.`
  return refused('exchange_refused', sentence, answer)
}
