import type { EventMessage, Output, Reply, Transport } from '../shared/contract.ts'
import type { Failure } from '../shared/failure.ts'

/** The one door of the screens. `onGap` fires when events may have been missed, so that the screen asks again. */
export interface Door extends Transport {
  onGap(listener: () => void): () => void
}

/** The desktop's bridge where there is one, else the browser host that served this page. */
export function connect(): Door {
  // Put there by the preload script of the desktop.
  const { bridge } = window as { bridge?: Transport }
  return bridge ? overBridge(bridge) : overHttp(takeToken())
}

function overBridge(bridge: Transport): Door {
  return {
    call: (name, input) => bridge.call(name, input),
    listen: (listener) => bridge.listen(listener),
    // IPC loses nothing.
    onGap: () => () => undefined,
  }
}

const tokenKey = 'token'

/** The token comes once in the fragment; it leaves the address bar and the history at once. */
function takeToken(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given !== null) {
    sessionStorage.setItem(tokenKey, given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return given ?? sessionStorage.getItem(tokenKey) ?? ''
}

function overHttp(token: string): Door {
  const headers = { authorization: `Bearer ${token}` }
  const events = eventStream(headers)
  return {
    async call(name, input) {
      try {
        const response = await fetch(`/call/${name}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(input),
        })
        // A refusal of the host is no JSON.
        if (!response.ok) return { ok: false, failure: refused(response.status) }
        const reply: unknown = await response.json()
        // The host answers with what dispatch has parsed by the contract; anything else is not the host.
        return isReply<Output<typeof name>>(reply)
          ? reply
          : { ok: false, failure: refused(response.status) }
      } catch {
        // No connection, or no JSON: either way nobody answered who could say more.
        return { ok: false, failure: unreachable }
      }
    },
    listen: events.listen,
    onGap: events.onGap,
  }
}

const isReply = <T>(value: unknown): value is Reply<T> =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean'

const unreachable: Failure = {
  code: 'host_unreachable',
  kind: 'unreachable',
  message: 'The console does not answer. Start it again, then reload this page.',
}

const refused = (status: number): Failure => ({
  code: 'host_unreachable',
  kind: 'unreachable',
  message:
    status === 401 || status === 403
      ? 'This page is not signed in to the console. Open the address that the console printed when it started.'
      : `The console answered with ${status}.`,
})

const longestPause = 5000

/** NDJSON read with fetch, so that the token travels in a header; connects again when the stream ends. */
function eventStream(headers: Record<string, string>) {
  const listeners = new Set<(event: EventMessage) => void>()
  const gapListeners = new Set<() => void>()
  let abort: AbortController | null = null

  async function follow(signal: AbortSignal): Promise<void> {
    let pause = 250
    for (let first = true; !signal.aborted; first = false) {
      try {
        const response = await fetch('/events', { headers, signal })
        if (response.ok && response.body) {
          pause = 250
          if (!first) for (const listener of gapListeners) listener()
          await readLines(response.body, (event) => {
            for (const listener of listeners) listener(event)
          })
        }
      } catch {
        // The stream broke; the pause below comes before the next attempt.
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
      pause = Math.min(pause * 2, longestPause)
    }
  }

  return {
    listen: (listener: (event: EventMessage) => void): (() => void) => {
      listeners.add(listener)
      if (!abort) {
        abort = new AbortController()
        void follow(abort.signal)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        abort?.abort()
        abort = null
      }
    },
    onGap: (listener: () => void): (() => void) => {
      gapListeners.add(listener)
      return () => gapListeners.delete(listener)
    },
  }
}

async function readLines(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: EventMessage) => void,
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      // Blank lines keep the connection alive. The host writes what the contract parsed.
      if (line.trim() !== '') onEvent(JSON.parse(line) as EventMessage)
    }
  }
}
