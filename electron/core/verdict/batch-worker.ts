import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../failure.ts'
import { type BatchSetup, type LineResult, lineJudge } from './batch-line.ts'
import type { BatchAnswer, BatchChunk, BatchCounts } from './batch-pool.ts'

/*
 * One thread of a batch: gets whole lines as bytes, judges them, and gives back whole lines as bytes. Buffers are
 * handed over, not copied.
 */

/** Lines of one chunk that ask the provider at the same time. */
const asksAtOnce = 8

const port = parentPort
if (port === null) throw new Error('batch-worker.ts runs as a worker')

const judgeLine = lineJudge(workerData as BatchSetup)

port.on('message', (chunk: BatchChunk) => {
  void answer(chunk).then((given) => {
    port.postMessage(given, 'bytes' in given ? [given.bytes.buffer] : [])
  })
})

async function answer({ sequence, bytes }: BatchChunk): Promise<BatchAnswer> {
  try {
    return { sequence, ...(await judgeLines(linesOf(bytes))) }
  } catch (thrown) {
    return { sequence, failure: toFailure(thrown) }
  }
}

function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const lines = text.split('\n')
  // What follows the last line end is no line.
  if (lines.at(-1) === '') lines.pop()
  return lines
}

interface Judged {
  bytes: Uint8Array<ArrayBuffer>
  counts: BatchCounts
}

async function judgeLines(lines: readonly string[]): Promise<Judged> {
  const results = Array.from<LineResult | Promise<LineResult>>({ length: lines.length })
  const asking = new Set<Promise<unknown>>()
  for (const [at, line] of lines.entries()) {
    const result = judgeLine(line)
    results[at] = result
    if (!(result instanceof Promise)) continue
    const settled = result.catch(() => undefined).finally(() => asking.delete(settled))
    asking.add(settled)
    if (asking.size >= asksAtOnce) await Promise.race(asking)
  }
  const counts = { accepted: 0, rejected: 0, unreachable: 0 }
  let text = ''
  for (const result of results) {
    const { json, outcome } = result instanceof Promise ? await result : result
    counts[outcome] += 1
    text += `${json}\n`
  }
  return { bytes: ownBytes(text), counts }
}

/** In memory of its own: small Buffers share a pool, which cannot be handed over. */
function ownBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
