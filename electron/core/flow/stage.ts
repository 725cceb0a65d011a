import type { Check } from '../../../shared/check.ts'
import type { Platform } from '../../../shared/connection.ts'
import type { Party } from '../../../shared/exchange.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { MessageKind } from '../../../shared/message.ts'
import type { Hop, Question, RequestPreview } from '../../../shared/run.ts'
import type { ValueName, Values } from '../../../shared/values.ts'
import type { Rule } from '../findings/rule.ts'

/** What a request is for, as the recording shows it. */
export interface Purpose {
  label: string
  party: Party
}

/** A callback as it was captured, before anything in it is believed. */
export interface CapturedCallback {
  parameters: [string, string][]
  via: 'loopback' | 'deep-link' | 'paste' | 'window'
}

/** All that a stage may do to the world. */
export interface StageTools {
  /** A fetch whose exchanges are recorded, limited in time and size, and never follow a redirect. */
  fetch(purpose: Purpose): typeof fetch
  /** Adds a check to the record; it stays there even if the stage fails afterwards. */
  report(...checks: Check[]): void
  /** Milliseconds since the epoch. */
  now(): number
  /** Starts to capture the callback and returns the exact redirect URI. */
  expectCallback(redirect: Values['redirect'], state: string): Promise<string>
  /** Opens the person's browser, after the URL was vetted. */
  openBrowser(url: string): Promise<void>
  /** Waits for the callback with the expected state. Fails with `callback_timeout` or `cancelled`. */
  takeCallback(): Promise<CapturedCallback>
  /** Asks the person and answers with the id of the chosen option. Fails with `cancelled`. */
  choose(question: Question): Promise<string>
  signal: AbortSignal
}

/** One value shown beside a stage: `from` names the value whose provenance is shown. */
export interface ShownInput {
  name: string
  value: string
  from: ValueName
}

/** One row of the sequence diagram, known before anything is sent. */
export interface PlannedMessage {
  from: Party
  to: Party
  title: string
  kind: MessageKind
  /** The label of the exchanges that carry it out; absent where none does. */
  label?: string
  /** False for what happens out of the console's sight. */
  seen?: boolean
  hop?: 1 | 2
  /** Drawn only where it is previewed or sent: the connection has to ask for it. */
  optional?: true
}

/** A value that is of no use, or not the same, after a stage has used it. */
export interface Spent {
  /** `The authorization code` */
  what: string
  value: string
  /** Why it should not be used again: `it is good for one use`. */
  why: string
  /** The stage that gave this value can give a new one; absent where the whole sign-in is needed. */
  from?: ValueName
}

export const oneTime = (what: string, value: string): Spent => ({
  what,
  value,
  why: 'it is good for one use',
})

/**
 * One step of a flow. It declares what it needs and gives, sees only what it needs, and must return what it
 * gives. `preview` builds the requests it would send, from the same functions that send them.
 */
export interface Stage<N extends ValueName = ValueName, G extends ValueName = ValueName> {
  id: string
  title: string
  explanation: string
  lookAt: string
  /** Specification or reference clause: `RFC 6749 section 4.1.1`. */
  spec: string
  needs: readonly N[]
  gives: readonly G[]
  /** The verb of the primary button and the party it addresses, if any. */
  action(values: Partial<Pick<Values, N>>): { verb: string; host: string | null }
  show(values: Pick<Values, N>): ShownInput[]
  preview?(values: Pick<Values, N>): RequestPreview[]
  run(values: Pick<Values, N>, tools: StageTools): Promise<Pick<Values, G>>
  /** The tokens among the values that it gave, in clear, by the names that the wire gives them. */
  tokens?(given: Pick<Values, G>): [name: string, token: string | null | undefined][]
  /** The sign-ins that it chains, by what is known; shown beside it. */
  hops?(values: Partial<Pick<Values, N | G>>): Hop[]
  /** Its rows of the sequence diagram, in order. */
  messages?: readonly PlannedMessage[]
  /** The one-time values that it uses up when it runs. */
  spends?(values: Pick<Values, N>): Spent[]
  /** The stage begins by itself once the one before has passed: nothing is left to decide. */
  follows?: boolean
  /** Its last answer is the platform's own verdict, to be held against the predicted one. */
  hearsVerdict?: boolean
  /** The stage to go back to when this one failed, because it used up something one-time. */
  retryFrom?: string | ((failure: Failure | null) => string)
}

/** Keeps the types of `needs` and `gives` and hands the stage on as the engine knows it. */
export function stage<const N extends ValueName, const G extends ValueName>(
  definition: Stage<N, G>,
): Stage {
  // The engine passes exactly `needs` and checks `gives`, so widening is sound here and only here.
  return definition as unknown as Stage
}

/** What a run leaves out when the person brings what it would have got. */
export interface Beginning {
  skips: readonly string[]
  /** What the stages left out would have given besides. */
  also?(values: Partial<Values>): Partial<Values>
}

/** A procedure: its stages in order, and what the person may bring instead of some of them. */
export interface Flow {
  id: string
  title: string
  platform: Platform
  stages: readonly Stage[]
  startWith?: { subjectToken?: Beginning; callback?: Beginning }
  /** Say why a stage of it failed or warned. */
  rules: readonly Rule[]
  /** The value that the flow is there to get: what the platform issues to the customer. */
  issues: ValueName
}

/** A check with the fields in reading order. */
export function check(
  id: string,
  title: string,
  status: Check['status'],
  detail: { expected?: Check['expected']; found?: Check['found']; source: string; message: string },
): Check {
  return {
    id,
    title,
    status,
    expected: detail.expected ?? null,
    found: detail.found ?? null,
    source: detail.source,
    message: detail.message,
  }
}
