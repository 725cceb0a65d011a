import { randomUUID } from 'node:crypto'
import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import { FlowError, toFailure } from '../failure.ts'
import type { Purpose } from '../flow/stage.ts'
import type { Clock } from '../ports.ts'
import { isLoopbackHost } from './loopback-host.ts'
import { networkFailure } from './network-failure.ts'

export interface RecordingFetchOptions {
  purpose: Purpose
  clock: Clock
  /** Ends with the run. */
  signal: AbortSignal
  /** Gets each exchange once, when it has ended, in clear: masking happens where it leaves the core. */
  record: (exchange: Exchange) => void
  /** From the first byte sent to the last one received (security.md W-01). */
  deadlineMs?: number
  /** Of the body, counted after decompression. */
  maxBytes?: number
}

const mebibyte = 1024 * 1024
/** How much is kept of an answer that was cut off for its size. */
const excerptBytes = 64 * 1024
/** Statuses for which the Response constructor refuses a body. */
const bodiless = new Set([204, 205, 304])

/**
 * A `fetch` that records what it does, holds a deadline and a size limit, and never follows a redirect: a 3xx
 * comes back as it is, and the caller refuses it (W-01, W-03). It sends nothing in clear to another machine.
 * Fails with `url_refused`, `host_unreachable`, `request_timeout`, `response_too_large` or `cancelled`.
 *
 * Header names are recorded in lower case and sorted: `fetch` has no other form of them. A proxy is used only
 * where Node is told so (NODE_USE_ENV_PROXY).
 */
export function createRecordingFetch(options: RecordingFetchOptions): typeof fetch {
  const { purpose, clock, record, deadlineMs = 30_000, maxBytes = 4 * mebibyte } = options
  return async (input, init) => {
    const { host } = vetRequestUrl(input)
    const request = new Request(input, { ...init, redirect: 'manual' })
    const draft = await draftOf(request)
    const deadline = new AbortController()
    const signal = AbortSignal.any([options.signal, request.signal, deadline.signal])
    const late = `${host} did not answer completely within ${deadlineMs / 1000} seconds.`
    const disarm = clock.after(deadlineMs, () =>
      deadline.abort(new FlowError('request_timeout', late)),
    )
    const startedAt = clock.now()
    let answeredAt: number | undefined
    let answer: Response | null = null
    let chunks: Uint8Array[] = []
    let failure: FlowError | null = null
    try {
      const { method, url, headers, body } = draft
      answer = await fetch(url, { method, headers, body, redirect: 'manual', signal })
      answeredAt = clock.now()
      for await (const chunk of limited(answer, { maxBytes, host })) chunks.push(chunk)
    } catch (error) {
      failure = failureOf(error, signal, host)
    } finally {
      disarm()
    }
    const endedAt = clock.now()
    const bytes = Buffer.concat(chunks)
    chunks = []
    record({
      id: randomUUID(),
      ...purpose,
      incoming: false,
      request: draft,
      response: answer && {
        status: answer.status,
        statusText: answer.statusText,
        headers: [...answer.headers],
        body: new TextDecoder().decode(failure ? bytes.subarray(0, excerptBytes) : bytes),
        size: bytes.length,
      },
      failure: failure && toFailure(failure),
      startedAt,
      timing: {
        wait: (answeredAt ?? endedAt) - startedAt,
        receive: endedAt - (answeredAt ?? endedAt),
      },
    })
    if (failure || !answer) throw failure
    return again(answer, bytes)
  }
}

/** https, or http to this machine; no user info, which would end up in the Authorization header. */
function vetRequestUrl(input: string | URL | Request): URL {
  const text = input instanceof Request ? input.url : String(input)
  if (!URL.canParse(text)) {
    throw new FlowError('url_refused', 'Nothing was sent: the request URL is no absolute URL.')
  }
  const url = new URL(text)
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!isSafe) {
    throw new FlowError(
      'url_refused',
      `Nothing was sent to ${url.host || url.protocol}: requests need https, or http to this machine.`,
    )
  }
  if (url.username || url.password) {
    throw new FlowError(
      'url_refused',
      `Nothing was sent to ${url.host}: its URL contains a user name or password; remove them.`,
    )
  }
  return url
}

async function draftOf(request: Request): Promise<RequestDraft> {
  const { method, url, headers } = request
  return { method, url, headers: [...headers], body: request.body ? await request.text() : null }
}

async function* limited(answer: Response, { maxBytes, host }: { maxBytes: number; host: string }) {
  let size = 0
  // Leaving the loop cancels the stream, which closes the connection.
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > maxBytes) {
      throw new FlowError(
        'response_too_large',
        `The answer of ${host} is larger than ${Math.round(maxBytes / 1024)} kB and was cut off.`,
        { host, limitBytes: maxBytes },
      )
    }
    yield chunk
  }
}

function failureOf(error: unknown, signal: AbortSignal, host: string): FlowError {
  // Whoever aborted first gave the reason; what fetch makes of it differs from stage to stage.
  const thrown: unknown = signal.aborted ? signal.reason : error
  if (thrown instanceof FlowError) return thrown
  if (!signal.aborted) return networkFailure(thrown, host)
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    return new FlowError('request_timeout', `${host} did not answer in time.`)
  }
  return new FlowError('cancelled', `The request to ${host} was cancelled.`)
}

/** The answer with its body unread, for the library that processes it. */
function again(answer: Response, bytes: Uint8Array<ArrayBuffer>): Response {
  const { status, statusText, headers, url } = answer
  const response = new Response(bodiless.has(status) ? null : bytes, {
    status,
    statusText,
    headers,
  })
  // The constructor has no option for it, and libraries name it in their errors.
  return Object.defineProperty(response, 'url', { value: url })
}
