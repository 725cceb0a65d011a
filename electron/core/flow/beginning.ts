import type { Run } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { parseCallback } from '../http/callback-parameters.ts'
import { override, readSubjectToken } from './given.ts'
import type { Flow } from './stage.ts'

export interface Start {
  site: string | null
  takesSite: boolean
  /** What the connection gives for this site. */
  given: (site: string | null) => Partial<Values>
  subjectToken?: string
  callback?: BroughtCallback
  inputs?: Record<string, string>
}

interface BroughtCallback {
  text: string
  redirectUri?: string
  codeVerifier?: string
  nonce?: string
}

type Begun = Pick<Run, 'given' | 'givenFrom' | 'skipped' | 'skippedBecause'>

/** What a run begins with: the connection's values, the person's overrides, and what they brought. */
export function givenTo(flow: Flow, start: Start): Begun {
  const { site, inputs = {}, subjectToken, callback } = start
  if (site !== null && !start.takesSite) {
    throw new FlowError(
      'input_invalid',
      `The flow ${flow.id} uses no site configuration, so ${site} cannot be asked for.`,
    )
  }
  const { given, overridden } = override(start.given(site), inputs)
  const givenFrom: Run['givenFrom'] = { requestedSite: 'this run' }
  for (const name of overridden) givenFrom[name] = 'this run'
  const begun = { given, givenFrom, skipped: [], skippedBecause: '' }
  if (subjectToken !== undefined) return withToken(flow, begun, subjectToken)
  return callback === undefined ? begun : withCallback(flow, begun, callback)
}

function withToken(flow: Flow, begun: Begun, text: string): Begun {
  const beginning = flow.startWith?.subjectToken
  if (!beginning) {
    throw new FlowError('input_invalid', `The flow ${flow.id} takes no subject token.`)
  }
  const subjectToken = { token: readSubjectToken(text), kind: 'given' as const }
  return {
    given: { ...begun.given, subjectToken },
    givenFrom: { ...begun.givenFrom, subjectToken: byPerson },
    skipped: [...beginning.skips],
    skippedBecause: 'a subject token was given',
  }
}

const byPerson = 'given by the person'

/** The answer of a sign-in that happened elsewhere. What it does not say is what the person says. */
function withCallback(flow: Flow, begun: Begun, brought: BroughtCallback): Begun {
  const beginning = flow.startWith?.callback
  if (!beginning) {
    throw new FlowError('input_invalid', `The flow ${flow.id} cannot begin with a callback.`)
  }
  const redirectUri = brought.redirectUri?.trim() || addressIn(brought.text)
  if (!redirectUri) {
    throw new FlowError(
      'callback_invalid',
      'The redirect URI is missing: paste the whole redirect URL, or say which redirect_uri was sent.',
    )
  }
  const parameters = parametersOf(brought.text, redirectUri, begun.given.provider?.issuer)
  const one = (name: string) => parameters.find(([other]) => other === name)?.[1]
  const code = one('code')
  if (!code) {
    throw new FlowError(
      'callback_invalid',
      `The callback holds no code but ${one('error') ?? 'nothing'}; begin with one that signed in.`,
    )
  }
  const given: Partial<Values> = {
    ...begun.given,
    callback: { parameters, code, via: 'paste' },
    pending: {
      state: one('state') ?? '',
      nonce: brought.nonce?.trim() || null,
      codeVerifier: brought.codeVerifier?.trim() || null,
      codeChallenge: null,
      redirectUri,
      authorizationUrl: '',
    },
  }
  return {
    given: { ...given, ...beginning.also?.(given) },
    givenFrom: { ...begun.givenFrom, callback: byPerson, pending: byPerson },
    skipped: [...beginning.skips],
    skippedBecause: 'a callback was given',
  }
}

/** Of a code alone, the person stands for state and issuer. */
function parametersOf(
  text: string,
  redirectUri: string,
  issuer: string | undefined,
): [string, string][] {
  const alone = text.trim()
  const isCode = /^[\x21-\x7e]+$/.test(alone) && !/[?#&]|:\/\/|^\w+=./.test(alone)
  const { parameters } = isCode
    ? { parameters: [['code', alone] as [string, string]] }
    : parseCallback(text, { redirectUri })
  const has = (name: string) => parameters.some(([other]) => other === name)
  return [
    ...parameters,
    ...(has('state') ? [] : [['state', 'given-by-the-person'] as [string, string]]),
    ...(has('iss') || !issuer ? [] : [['iss', issuer] as [string, string]]),
  ]
}

function addressIn(text: string): string | null {
  const url = URL.parse(text.trim().replace(/\s+/g, ''))
  return url ? `${url.href.split(/[?#]/)[0]}` : null
}
