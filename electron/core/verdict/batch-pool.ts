import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Failure } from '../../../shared/failure.ts'
import { toFailure } from '../failure.ts'
import type { BatchSetup } from './batch-line.ts'

/** Whole lines on their way to a worker. */
export interface BatchChunk {
  sequence: number
  bytes: Uint8Array<ArrayBuffer>
}

export interface BatchCounts {
  accepted: number
  rejected: number
  /** The provider could not be asked. */
  unreachable: number
}

/** What a worker made of a chunk: as many lines as came in, in their order. */
export type BatchAnswer = { sequence: number } & (
  { bytes: Uint8Array<ArrayBuffer>; counts: BatchCounts } | { failure: Failure }
)

/** Chunks that one thread has at hand: the next one is there when it has finished one. */
const perThread = 2

interface Thread {
  worker: Worker
  load: number
}

/** Worker threads, started when there is work for them. Answers come in any order. */
export class BatchPool {
  readonly #setup: BatchSetup
  readonly #most: number
  readonly #threads: Thread[] = []
  readonly #queue: BatchChunk[] = []
  readonly #open = new Map<number, (answer: BatchAnswer) => void>()
  #sequence = 0

  constructor(setup: BatchSetup, threads: number) {
    this.#setup = setup
    this.#most = Math.max(1, threads)
  }

  /** Never rejects: a thread that dies answers with a failure. */
  judge(bytes: Uint8Array<ArrayBuffer>): Promise<BatchAnswer> {
    const sequence = this.#sequence++
    return new Promise((resolve) => {
      this.#open.set(sequence, resolve)
      this.#queue.push({ sequence, bytes })
      this.#dispatch()
    })
  }

  async close(): Promise<void> {
    this.#queue.length = 0
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()))
  }

  #dispatch(): void {
    for (;;) {
      const thread = this.#queue.length > 0 ? this.#free() : null
      const chunk = thread && this.#queue.shift()
      if (!thread || !chunk) return
      thread.load += 1
      thread.worker.postMessage(chunk, [chunk.bytes.buffer])
    }
  }

  #free(): Thread | null {
    const idlest = this.#threads.toSorted((a, b) => a.load - b.load)[0]
    if (idlest?.load === 0) return idlest
    if (this.#threads.length < this.#most) return this.#start()
    return idlest && idlest.load < perThread ? idlest : null
  }

  #start(): Thread {
    const thread: Thread = { worker: this.#worker(), load: 0 }
    this.#threads.push(thread)
    thread.worker.on('message', (answer: BatchAnswer) => {
      thread.load -= 1
      this.#settle(answer)
      this.#dispatch()
    })
    thread.worker.on('error', (thrown: unknown) => {
      // Which chunk it was is unknown, and the batch cannot be whole any more.
      const failure = toFailure(thrown)
      for (const sequence of this.#open.keys()) this.#settle({ sequence, failure })
    })
    return thread
  }

  #worker(): Worker {
    return new Worker(workerFile(), {
      workerData: this.#setup,
      // Verdicts die young: a larger nursery only delays the collection, which shows as memory.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    })
  }

  #settle(answer: BatchAnswer): void {
    this.#open.get(answer.sequence)?.(answer)
    this.#open.delete(answer.sequence)
  }
}

/** Beside this file in the sources; in the bundle an entry of its own, which this code or a chunk of it is near. */
function workerFile(): URL {
  const places = ['./batch-worker.ts', './batch-worker.js', '../batch-worker.js']
  const found = places
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(url))
  if (found) return found
  throw new Error('The file of the batch threads is missing')
}
