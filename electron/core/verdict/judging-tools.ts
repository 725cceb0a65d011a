import type { Exchange } from '../../../shared/exchange.ts'
import { FlowError } from '../failure.ts'
import type { StageTools } from '../flow/stage.ts'
import type { Contacts } from '../http/network-ledger.ts'
import { createRecordingFetch } from '../http/recording-fetch.ts'
import type { Clock } from '../ports.ts'

/** The tools of a stage without a browser: nobody signs in to judge a token. */
export function toolsOf(
  clock: Clock,
  record: (exchange: Exchange) => void,
  contacts?: Contacts,
): StageTools {
  const signal = never()
  return {
    signal,
    now: () => clock.now(),
    fetch: (purpose) =>
      createRecordingFetch({ purpose, clock, signal, record, contact: contacts?.(purpose) }),
    report: () => undefined,
    expectCallback: refuse,
    openBrowser: refuse,
    takeCallback: refuse,
    choose: refuse,
  }
}

const refuse = () =>
  Promise.reject(
    new FlowError('capability_missing', 'Judging a token opens no browser and asks nothing.'),
  )

const never = () => new AbortController().signal
