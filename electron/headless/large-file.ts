import { readFile, stat } from 'node:fs/promises'
import { FlowError } from '../core/failure.ts'

/** The contract's limit of a customer list. */
const mostBytes = 64_000_000

/** Reads a list that may be larger than a token or a configuration. Throws `input_invalid`, never with content. */
export async function readLargeFile(file: string, what: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > mostBytes) throw new FlowError('input_invalid', `${what} ${file} is too large.`)
    return await readFile(file, 'utf8')
  } catch (thrown) {
    if (thrown instanceof FlowError) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`
    throw new FlowError('input_invalid', `${what} ${file} ${why}.`, { code }, thrown)
  }
}
