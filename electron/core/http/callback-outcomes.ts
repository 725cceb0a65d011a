import type { RefusedCallback, RefusedCallbackKind } from '../../../shared/callback-outcome.ts'
import { MASK } from '../../../shared/redact.ts'
import { FlowError } from '../failure.ts'
import type { callbackPages } from './callback-pages.ts'

interface Outcome {
  /** One sentence; `{name}` stands for a fact. It never holds a value of the callback. */
  sentence: string
  /** What the listener answers with. */
  status: 400 | 403 | 409 | 421
  /** The page that it shows. */
  page: Exclude<keyof typeof callbackPages, 'signedIn' | 'ended'>
  /** What the command fails with that brought it. */
  code: 'callback_invalid' | 'callback_refused'
}

const refused = { status: 400, page: 'refused', code: 'callback_refused' } as const
const invalid = { status: 400, page: 'refused', code: 'callback_invalid' } as const

/** Every way in which a callback is not taken. None of them changes the run that waits. */
export const callbackOutcomes: Readonly<Record<RefusedCallbackKind, Outcome>> = {
  'foreign-state': {
    ...refused,
    sentence: 'A callback came whose state is not ours; this run is unharmed.',
  },
  'no-state': { ...refused, sentence: 'A callback without state came; this run is unharmed.' },
  'other-run': {
    ...refused,
    sentence: 'This callback belongs to run {number}, which still waits for it: paste it there.',
  },
  'cancelled-run': {
    ...refused,
    sentence:
      'This callback belongs to run {number}, which was cancelled; start its sign-in again.',
  },
  'ended-run': {
    ...refused,
    sentence:
      'This callback belongs to an earlier sign-in of run {number}, which no longer waits for it.',
  },
  'already-used': {
    ...refused,
    status: 409,
    page: 'used',
    sentence: 'This callback was already used{by}.',
  },
  'two-codes': {
    ...invalid,
    sentence: 'The callback repeats the parameter code, which may stand there only once.',
  },
  'repeated-parameter': {
    ...invalid,
    sentence: 'The callback repeats the parameter {name}, which may stand there only once.',
  },
  'in-fragment': {
    ...invalid,
    page: 'inFragment',
    sentence:
      'The browser came back without any parameter: the answer stands in the fragment, which browsers keep to themselves; paste the URL from the address bar.',
  },
  'no-answer': {
    ...invalid,
    sentence:
      'The callback has neither a code nor an error: paste the whole URL from the address bar.',
  },
  'authorization-url': {
    ...invalid,
    sentence:
      'The callback is the authorization URL: paste the URL that the browser shows after the sign-in.',
  },
  'other-address': {
    ...invalid,
    sentence: 'The callback does not begin with {redirectUri}, the redirect URI of this run.',
  },
  'foreign-host': {
    ...refused,
    status: 421,
    sentence: 'A request named another host than this listener: it was refused.',
  },
  'foreign-script': {
    ...refused,
    status: 403,
    sentence: 'A script of another site called the redirect URI: refused.',
  },
  ambiguous: {
    ...invalid,
    sentence: 'The text holds two callbacks with different codes: paste the one of this sign-in.',
  },
  'no-url': { ...invalid, sentence: 'The text holds no URL: paste it from the address bar.' },
  empty: {
    ...invalid,
    sentence: 'The callback is empty: paste the whole URL from the address bar.',
  },
  'too-long': { ...invalid, sentence: 'The callback is longer than {limit} characters.' },
  unreadable: { ...invalid, sentence: 'A callback came that could not be read; it was refused.' },
  'not-awaited': { ...refused, sentence: 'This run does not wait for a callback.' },
}

export type CallbackRefusal = Pick<RefusedCallback, 'kind' | 'reason'>

export function refusalOf(
  kind: RefusedCallbackKind,
  facts: Record<string, string | number> = {},
): CallbackRefusal {
  const reason = callbackOutcomes[kind].sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(facts[name] ?? ''),
  )
  return { kind, reason }
}

/** The refusal as a failure; its evidence names the kind. */
export function refusalError({ kind, reason }: CallbackRefusal): FlowError {
  return new FlowError(callbackOutcomes[kind].code, reason, { kind })
}

const isKind = (text: unknown): text is RefusedCallbackKind =>
  typeof text === 'string' && Object.hasOwn(callbackOutcomes, text)

/** The refusal that a failure carries, or null where it is another failure. */
export function refusalIn(thrown: unknown): CallbackRefusal | null {
  if (!(thrown instanceof FlowError)) return null
  const kind = thrown.evidence?.['kind']
  return isKind(kind) ? { kind, reason: thrown.message } : null
}

const mostNames = 8
const longestName = 40

/** What came, by the names of its parameters alone. */
export function cameAs(before: string, parameters: readonly (readonly [string, string])[]): string {
  const names = parameters
    .slice(0, mostNames)
    .map(([name]) => `${name.slice(0, longestName)}=${MASK}`)
  const more = parameters.length > mostNames ? '&…' : ''
  return names.length === 0 ? before : `${before}?${names.join('&')}${more}`
}
