import { randomUUID } from 'node:crypto'
import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import { FlowError, toFailure } from '../failure.ts'
import type { Purpose } from '../flow/stage.ts'
import type { Clock } from '../ports.ts'
import { Connections } from './connections.ts'
import { networkFailure } from './network-failure.ts'
import { vetRequestUrl } from './vet-request-url.ts'

export interface RecordingFetchOptions {
  purpose: Purpose
  clock: Clock
  /** Ends with the run. */
  signal: AbortSignal
  /** Those of the owner, who can close them; else those that all share. */
  connections?: Connections
  /** Hears of each host, with port, before anything is sent to it, and then of the bytes of the body that came. */
  contact?: (host: string, received: number | null) => void
  /** Holds the request until the person lets it go, perhaps changed. Its deadline begins after that. */
  hold?: (draft: RequestDraft) => Promise<RequestDraft>
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
 * Header names are recorded in lower case and sorted: `fetch` has no other form of them.
 */
export function createRecordingFetch(options: RecordingFetchOptions): typeof fetch {
  const { purpose, clock, record } = options
  return async (input, init) => {
    vetRequestUrl(input)
    const request = new Request(input, { ...init, redirect: 'manual' })
    const original = await draftOf(request)
    const draft = await letGo(original, options)
    const startedAt = clock.now()
    const sent = await send(draft, request.signal, options)
    const { answer, bytes, failure } = sent
    const endedAt = clock.now()
    const sentAt = sent.sentAt ?? startedAt
    const answeredAt = sent.answeredAt ?? endedAt
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
        cut: false,
      },
      failure: failure && toFailure(failure),
      edited: draft !== original,
      startedAt,
      timing: {
        connect: sentAt - startedAt,
        wait: answeredAt - sentAt,
        receive: endedAt - answeredAt,
      },
    })
    if (failure || !answer) throw failure
    return again(answer, bytes)
  }
}

/** The request as it goes out. A request that is dropped is recorded, with nobody's answer. */
async function letGo(original: RequestDraft, options: RecordingFetchOptions) {
  if (!options.hold) return original
  const { purpose, clock, record } = options
  const startedAt = clock.now()
  try {
    const draft = await options.hold(original)
    vetRequestUrl(draft.url)
    return JSON.stringify(draft) === JSON.stringify(original) ? original : draft
  } catch (thrown) {
    record({
      id: randomUUID(),
      ...purpose,
      incoming: false,
      request: original,
      response: null,
      failure: toFailure(thrown),
      edited: false,
      startedAt,
      timing: { connect: 0, wait: 0, receive: 0 },
    })
    throw thrown
  }
}

interface Sent {
  answer: Response | null
  bytes: Uint8Array<ArrayBuffer>
  failure: FlowError | null
  sentAt: number | null
  answeredAt: number | null
}

async function send(
  { method, url, headers, body }: RequestDraft,
  callers: AbortSignal,
  options: RecordingFetchOptions,
): Promise<Sent> {
  const { clock, deadlineMs = 30_000, maxBytes = 4 * mebibyte, connections = shared } = options
  const { host } = new URL(url)
  const deadline = new AbortController()
  const signal = AbortSignal.any([options.signal, callers, deadline.signal])
  const late = `${host} did not answer completely within ${deadlineMs / 1000} seconds.`
  const disarm = clock.after(deadlineMs, () =>
    deadline.abort(new FlowError('request_timeout', late)),
  )
  const sent: Sent = {
    answer: null,
    bytes: new Uint8Array(),
    failure: null,
    sentAt: null,
    answeredAt: null,
  }
  const chunks: Uint8Array[] = []
  options.contact?.(host, null)
  try {
    const init = { method, headers, body, redirect: 'manual', signal } as const
    sent.answer = await connections.fetch(url, init, () => (sent.sentAt ??= clock.now()))
    sent.answeredAt = clock.now()
    for await (const chunk of limited(sent.answer, { maxBytes, host })) chunks.push(chunk)
  } catch (error) {
    sent.failure = failureOf(error, signal, host)
  } finally {
    disarm()
  }
  sent.bytes = Buffer.concat(chunks)
  options.contact?.(host, sent.bytes.length)
  return sent
}

/** Of those who own none. */
const shared = new Connections()

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
