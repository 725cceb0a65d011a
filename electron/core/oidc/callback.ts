import * as oauth from 'oauth4webapi'
import type { Check } from '../../../shared/check.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { check, type StageTools, oneTime, stage } from '../flow/stage.ts'
import { callbackMessages } from './planned-messages.ts'

export const takeCallback = stage({
  id: 'callback',
  title: 'Take the callback',
  explanation:
    'Waits until the browser comes back with the answer of the provider, and believes it only if it carries the `state` of this run.',
  lookAt:
    '`state` and `iss`: they prove that the answer belongs to this request and to this provider.',
  spec: 'RFC 6749 section 4.1.2, RFC 9207',
  needs: ['pending', 'metadata', 'provider'],
  gives: ['callback'],
  follows: true,
  spends: ({ pending }) => [oneTime('The state', pending.state)],
  retryFrom: 'authorize',
  messages: callbackMessages,
  action: () => ({ verb: 'Wait for the browser', host: null }),
  show: ({ pending }) => [
    { name: 'redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'state', value: pending.state, from: 'pending' },
  ],
  async run(values, tools) {
    return { callback: await receiveCallback(expectationOf(values), tools) }
  },
})

/** What a callback is held against. */
export interface CallbackExpectation {
  state: string
  /** The issuer that was asked, as RFC 9207 compares it; null where the server has none that is documented. */
  issuer: string | null
  /** Whether a callback without `iss` is refused, and what says so. */
  issRequired: boolean
  issSource: string
  /** Who was asked, for the sentences. */
  server: string
}

/** Of a provider whose metadata is known (I-01 to I-05). */
export function expectationOf({
  pending,
  metadata,
  provider,
}: Pick<Values, 'pending' | 'metadata' | 'provider'>): CallbackExpectation {
  const announced = metadata.authorization_response_iss_parameter_supported === true
  return {
    state: pending.state,
    issuer: metadata.issuer,
    issRequired: announced || provider.requireIss,
    issSource: announced ? 'discovery document' : provider.requireIss ? 'connection' : 'RFC 9207',
    server: metadata.issuer,
  }
}

/** Waits for the callback and judges it; throws where it must not be believed. */
export async function receiveCallback(
  expectation: CallbackExpectation,
  tools: StageTools,
): Promise<Values['callback']> {
  const { parameters, via } = await tools.takeCallback()
  const all = (name: string) => parameters.filter(([key]) => key === name).map(([, value]) => value)
  const checks = callbackChecks(all, expectation)
  tools.report(...checks)

  const failed = checks.find((one) => one.status === 'failed')
  if (failed?.id === 'iss') throw new FlowError('iss_mismatch', failed.message)
  const [error] = all('error')
  if (error !== undefined) throw refusal(error, all('error_description')[0], expectation.server)
  if (failed) throw new FlowError('callback_refused', failed.message)

  // The library judges once more; the stage that redeems the code repeats it, because the result of this
  // call cannot cross a JSON boundary. Where no issuer is documented, the `iss` that came is no evidence.
  const issuer = expectation.issuer ?? all('iss')[0] ?? expectation.server
  oauth.validateAuthResponse(
    { issuer },
    // Wanted by the signature, not read by the judgement.
    { client_id: 'console' },
    new URLSearchParams(parameters),
    expectation.state,
  )
  return { parameters, via, code: all('code')[0] ?? '' }
}

type All = (name: string) => string[]

function callbackChecks(all: All, expectation: CallbackExpectation): Check[] {
  const { state } = expectation
  const codes = all('code').length
  const error = all('error')[0]
  const tokens = ['access_token', 'id_token'].filter((name) => all(name).length > 0)
  return [
    check('state', 'state', all('state')[0] === state ? 'passed' : 'failed', {
      expected: 'the state of this run',
      found: all('state')[0] === state ? 'equal' : 'different',
      source: 'RFC 6749 section 10.12',
      message: 'The state is the one that this run sent.',
    }),
    issCheck(all('iss'), expectation),
    check('error', 'error', error === undefined ? 'passed' : 'failed', {
      expected: 'no error',
      found: error ?? null,
      source: 'RFC 6749 section 4.1.2.1',
      message:
        error === undefined ? 'The provider reports no error.' : `The provider answers ${error}.`,
    }),
    check('code', 'code', error !== undefined ? 'skipped' : codes === 1 ? 'passed' : 'failed', {
      expected: 'exactly one code',
      found: `${codes} codes`,
      source: 'RFC 6749 section 4.1.2',
      message:
        error !== undefined
          ? 'An error answer carries no code.'
          : codes === 1
            ? 'The callback carries exactly one code.'
            : `The callback carries ${codes} codes.`,
    }),
    check('tokens', 'Tokens in the callback', tokens.length === 0 ? 'passed' : 'warning', {
      expected: 'none',
      found: tokens,
      source: 'RFC 9700 section 2.1.2',
      message:
        tokens.length === 0
          ? 'No token travelled through the browser.'
          : `${tokens.join(' and ')} came through the browser; ignored.`,
    }),
  ]
}

/** RFC 9207 section 2.4: plain comparison; required once the metadata announces it (I-01 to I-05). */
function issCheck(found: string[], expectation: CallbackExpectation): Check {
  const { issuer, issRequired: required, issSource: source } = expectation
  const [iss] = found
  const detail = { expected: issuer, found: iss ?? null, source }
  if (iss === undefined) {
    return check('iss', 'iss', required ? 'failed' : 'skipped', {
      ...detail,
      message: required
        ? 'The callback has no iss although the provider announces it; it may come from another provider.'
        : 'Not announced by the provider, and absent.',
    })
  }
  if (issuer === null) {
    return check('iss', 'iss', 'unknown', {
      ...detail,
      message: `The callback names ${iss}; which issuer to expect is not documented.`,
    })
  }
  const same = found.length === 1 && iss === issuer
  return check('iss', 'iss', same ? 'passed' : 'failed', {
    ...detail,
    message: same
      ? 'The callback names the provider that was asked.'
      : `The callback names another provider than the one that was asked, ${issuer}.`,
  })
}

function refusal(error: string, description: string | undefined, server: string): FlowError {
  const evidence = { error, ...(description !== undefined && { error_description: description }) }
  return error === 'access_denied'
    ? new FlowError(
        'access_denied',
        'The person or the provider denied the sign-in (access_denied); sign in again and allow it.',
        evidence,
      )
    : new FlowError(
        'authorization_error',
        `The provider ${server} refused the authorization request with ${error}${description ? `: ${description}` : ''}.`,
        evidence,
      )
}
