import { randomUUID } from 'node:crypto'
import type { Exchange } from '../../../shared/exchange.ts'
import type { CapturedCallback } from '../flow/stage.ts'

/** The callback as an exchange that came to us. One that no listener took was answered by nobody here. */
export function incomingExchange(
  { parameters, via }: CapturedCallback,
  redirectUri: string,
  [startedAt, endedAt]: readonly [startedAt: number, endedAt: number],
): Exchange {
  const answered = { status: 200, statusText: 'OK', headers: [], body: '', size: 0, cut: false }
  return {
    id: randomUUID(),
    label: `Callback by ${via}`,
    party: 'browser',
    incoming: true,
    request: {
      method: 'GET',
      url: `${redirectUri}?${new URLSearchParams(parameters)}`,
      headers: [],
      body: null,
    },
    response: via === 'loopback' ? answered : null,
    failure: null,
    edited: false,
    startedAt,
    timing: { connect: 0, wait: endedAt - startedAt, receive: 0 },
  }
}
