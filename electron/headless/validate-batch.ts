import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { FlowError } from '../core/failure.ts'
import { judgeBatch } from '../core/verdict/batch.ts'
import type { BatchSetup } from '../core/verdict/batch-line.ts'
import type { BatchCounts } from '../core/verdict/batch-pool.ts'
import { parseDocument } from '../core/verdict/document-text.ts'
import type { Io } from './commands/command.ts'

export interface BatchRequest extends Omit<BatchSetup, 'document'> {
  /** The text of the configuration. */
  document: string
  /** The file with the tokens; - is standard input. */
  tokens: string
}

/**
 * Judges a token per line until the input ends or Ctrl-C; standard output holds whole lines only. Returns the exit
 * code: 0 when all were accepted, 1 when any was rejected, 3 when any could not be asked about, 130 when cancelled.
 */
export async function validateBatch(request: BatchRequest, io: Io): Promise<number> {
  const { tokens, document, ...setup } = request
  const parsed = { ...setup, document: parseDocument(document) }
  const input = await open(tokens)
  const cancel = new AbortController()
  const stop = () => cancel.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const progress = process.stderr.isTTY ? progressLine() : null
  try {
    const counts = await judgeBatch({
      setup: parsed,
      input,
      write: print,
      signal: cancel.signal,
      progress: (counts) => progress?.show(counts),
    })
    if (counts.unreachable > 0) return 3
    return counts.rejected > 0 ? 1 : 0
  } catch (thrown) {
    if (!cancel.signal.aborted) throw thrown
    io.note('The batch was cancelled; the lines printed so far are whole.')
    return 130
  } finally {
    progress?.end()
    process.off('SIGINT', stop).off('SIGTERM', stop)
    // What is left of it is nobody's any more; an open pipe would hold the process.
    input.destroy()
  }
}

async function open(file: string): Promise<Readable> {
  if (file === '-') return process.stdin
  if ((await stat(file).catch(() => null))?.isDirectory() === false) return createReadStream(file)
  throw new FlowError('input_invalid', `The token file ${file} does not exist or is no file.`)
}

/** Resolves when the lines have been taken, so that they neither pile up here nor are cut off at the end. */
function print(lines: Uint8Array): Promise<void> {
  // A pipe that was closed ends the process (cli.ts).
  return new Promise((resolve) => process.stdout.write(lines, () => resolve()))
}

/** One line that is written over, ten times a second at most. */
function progressLine() {
  const began = performance.now()
  let shown = 0
  return {
    show({ accepted, rejected, unreachable }: Readonly<BatchCounts>): void {
      const now = performance.now()
      if (now - shown < 100) return
      shown = now
      const done = accepted + rejected + unreachable
      const rate = Math.round((done / (now - began)) * 1000)
      const line = `${done} tokens, ${rejected} rejected, ${rate} per second`
      process.stderr.write(`\r${line.padEnd(60)}`)
    },
    end(): void {
      if (shown > 0) process.stderr.write(`\r${' '.repeat(60)}\r`)
    },
  }
}
