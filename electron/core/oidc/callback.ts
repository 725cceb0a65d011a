import * as oauth from 'oauth4webapi'
import type { Check } from '../../../shared/check.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { check, type StageTools, stage } from '../flow/stage.ts'
import { clientOf } from './client.ts'

export const takeCallback = stage({
  id: 'callback',
  title: 'Take the callback',
  explanation:
    'Waits until the browser comes back with the answer of the provider, and believes it only if it carries the `state` of this run.',
  lookAt:
    '`state` and `iss`: they prove that the answer belongs to this request and to this provider.',
  spec: 'RFC 6749 section 4.1.2, RFC 9207',
  needs: ['pending', 'metadata', 'client', 'provider'],
  gives: ['callback'],
  follows: true,
  retryFrom: 'authorize',
  action: () => ({ verb: 'Wait for the browser', host: null }),
  show: ({ pending }) => [
    { name: 'redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'state', value: pending.state, from: 'pending' },
  ],
  async run(values, tools) {
    return { callback: await receiveCallback(values, tools) }
  },
})

/** Waits for the callback and judges it; throws where it must not be believed. */
export async function receiveCallback(
  values: Pick<Values, 'pending' | 'metadata' | 'client' | 'provider'>,
  tools: StageTools,
): Promise<Values['callback']> {
  const { pending, metadata, client, provider } = values
  const { parameters, via } = await tools.takeCallback()
  const all = (name: string) => parameters.filter(([key]) => key === name).map(([, value]) => value)
  const checks = callbackChecks(all, pending, metadata, provider)
  tools.report(...checks)

  const failed = checks.find((one) => one.status === 'failed')
  if (failed?.id === 'iss') throw new FlowError('iss_mismatch', failed.message)
  const [error] = all('error')
  if (error !== undefined) throw refusal(error, all('error_description')[0], metadata.issuer)
  if (failed) throw new FlowError('callback_refused', failed.message)

  // The library judges once more; the stage that redeems the code repeats it, because the result of this
  // call cannot cross a JSON boundary.
  oauth.validateAuthResponse(
    metadata as oauth.AuthorizationServer,
    clientOf(client, tools),
    new URLSearchParams(parameters),
    pending.state,
  )
  return { parameters, via, code: all('code')[0] ?? '' }
}

type All = (name: string) => string[]

function callbackChecks(
  all: All,
  pending: Values['pending'],
  metadata: Values['metadata'],
  provider: Values['provider'],
): Check[] {
  const codes = all('code').length
  const error = all('error')[0]
  const tokens = ['access_token', 'id_token'].filter((name) => all(name).length > 0)
  return [
    check('state', 'state', all('state')[0] === pending.state ? 'passed' : 'failed', {
      expected: 'the state of this run',
      found: all('state')[0] === pending.state ? 'equal' : 'different',
      source: 'RFC 6749 section 10.12',
      message: 'The state is the one that this run sent.',
    }),
    issCheck(all('iss'), metadata, provider),
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
function issCheck(
  found: string[],
  metadata: Values['metadata'],
  provider: Values['provider'],
): Check {
  const announced = metadata.authorization_response_iss_parameter_supported === true
  const required = announced || provider.requireIss
  const [iss] = found
  const detail = {
    expected: metadata.issuer,
    found: iss ?? null,
    source: announced ? 'discovery document' : provider.requireIss ? 'connection' : 'RFC 9207',
  }
  if (iss === undefined) {
    return check('iss', 'iss', required ? 'failed' : 'skipped', {
      ...detail,
      message: required
        ? 'The callback has no iss although the provider announces it; it may come from another provider.'
        : 'Not announced by the provider, and absent.',
    })
  }
  const same = found.length === 1 && iss === metadata.issuer
  return check('iss', 'iss', same ? 'passed' : 'failed', {
    ...detail,
    message: same
      ? 'The callback names the provider that was asked.'
      : `The callback names another provider than the one that was asked, ${metadata.issuer}.`,
  })
}

function refusal(error: string, description: string | undefined, issuer: string): FlowError {
  const evidence = { error, ...(description !== undefined && { error_description: description }) }
  return error === 'access_denied'
    ? new FlowError(
        'access_denied',
        'The person or the provider denied the sign-in (access_denied); sign in again and allow it.',
        evidence,
      )
    : new FlowError(
        'authorization_error',
        `The provider ${issuer} refused the authorization request with ${error}${description ? `: ${description}` : ''}.`,
        evidence,
      )
}
