import { availableParallelism } from 'node:os'
import { FlowError } from '../failure.ts'
import { type BatchSetup, lineJudge } from './batch-line.ts'
import { type BatchAnswer, type BatchCounts, BatchPool } from './batch-pool.ts'
import { lineChunks } from './line-chunks.ts'

export interface BatchOptions {
  setup: BatchSetup
  /** One token per line; a last line without a line end counts, and so does an empty line. */
  input: AsyncIterable<Uint8Array>
  /** Gets whole lines of JSON, one per line of input, in order; more come only when it has resolved. */
  write: (lines: Uint8Array) => Promise<void>
  /** Told after each write what has been done so far. */
  progress?: (counts: Readonly<BatchCounts>) => void
  /** Ends the batch; what has been written stays whole lines. */
  signal?: AbortSignal
  /** Threads; absent: one per core. */
  threads?: number
}

/** Chunks that are judged, or judged and waiting for an earlier one, by thread: this bounds the memory. */
const windowPerThread = 4

/**
 * Judges any number of tokens on all cores, in order and in constant memory. Fails with `configuration_invalid` or
 * `customers_invalid` before anything is read, and with `cancelled` when the signal ends it. An input that is
 * left because of that is the caller's to close.
 */
export async function judgeBatch(options: BatchOptions): Promise<BatchCounts> {
  const { setup, signal, threads = availableParallelism() } = options
  // Refused here, in one sentence, instead of in every thread.
  lineJudge(setup)
  const pool = new BatchPool(setup, threads)
  const stop = Promise.withResolvers<never>()
  const onAbort = () => stop.reject(new FlowError('cancelled', 'The batch was cancelled.'))
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  try {
    return await Promise.race([pass(options, pool, threads * windowPerThread), stop.promise])
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await pool.close()
  }
}

/** Reads ahead as far as the window allows, and writes in order whatever the input does meanwhile. */
async function pass(options: BatchOptions, pool: BatchPool, window: number): Promise<BatchCounts> {
  const { input, write, progress, signal } = options
  const counts: BatchCounts = { accepted: 0, rejected: 0, unreachable: 0 }
  const queue: Promise<BatchAnswer>[] = []
  const turn = new Turn()
  let ended = false
  const read = async () => {
    for await (const bytes of lineChunks(input)) {
      while (queue.length >= window) await turn.next
      queue.push(pool.judge(bytes))
      turn.changed()
    }
    ended = true
    turn.changed()
  }
  const answer = async () => {
    for (;;) {
      const first = queue[0]
      if (first === undefined) {
        if (ended) return
        await turn.next
        continue
      }
      const answer = await first
      if (signal?.aborted) return
      if ('failure' in answer) throw failed(answer.failure)
      await write(answer.bytes)
      void queue.shift()
      turn.changed()
      add(counts, answer.counts)
      progress?.(counts)
    }
  }
  await Promise.all([read(), answer()])
  return counts
}

function add(counts: BatchCounts, more: BatchCounts): void {
  counts.accepted += more.accepted
  counts.rejected += more.rejected
  counts.unreachable += more.unreachable
}

const failed = ({
  code,
  message,
  evidence,
}: Extract<BatchAnswer, { failure: object }>['failure']) => new FlowError(code, message, evidence)

/** Lets one side wait until the other one has changed something. */
class Turn {
  #waiting = Promise.withResolvers<void>()

  get next(): Promise<void> {
    return this.#waiting.promise
  }

  changed(): void {
    const { resolve } = this.#waiting
    this.#waiting = Promise.withResolvers()
    resolve()
  }
}
