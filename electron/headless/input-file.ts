import { open } from 'node:fs/promises'
import { FlowError } from '../core/failure.ts'

/** A token of 4 million characters is the contract's limit; a longer file is no token and no connection. */
const mostBytes = 4_000_000

/** Reads FILE, or standard input for `-`. Throws `input_invalid` with what went wrong, never the content. */
export async function readInput(file: string, what: string): Promise<string> {
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of await source(file)) {
      chunks.push(chunk)
      size += chunk.length
      if (size > mostBytes) throw new FlowError('input_invalid', `${what} ${file} is too large.`)
    }
    return Buffer.concat(chunks).toString('utf8')
  } catch (thrown) {
    if (thrown instanceof FlowError) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`
    throw new FlowError('input_invalid', `${what} ${file} ${why}.`, { code }, thrown)
  }
}

async function source(file: string): Promise<AsyncIterable<Buffer>> {
  if (file === '-') return process.stdin
  return (await open(file)).createReadStream()
}
