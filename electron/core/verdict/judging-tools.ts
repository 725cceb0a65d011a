import type { Exchange } from '../../../shared/exchange.ts'
import { FlowError } from '../failure.ts'
import type { StageTools } from '../flow/stage.ts'
import { createRecordingFetch } from '../http/recording-fetch.ts'
import type { Clock } from '../ports.ts'

/** The tools of a stage without a browser: nobody signs in to judge a token. */
export function toolsOf(
  clock: Clock,
  record: (exchange: Exchange) => void,
  signal = never(),
): StageTools {
  return {
    signal,
    now: () => clock.now(),
    fetch: (purpose) => createRecordingFetch({ purpose, clock, signal, record }),
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
