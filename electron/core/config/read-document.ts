import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { FlowError } from '../failure.ts'
import { isObject } from '../tokens/compact.ts'
import { codeOf } from './error-code.ts'

export type Document = Record<string, unknown>

export type Found =
  { state: 'absent' } | { state: 'good'; document: Document } | { state: 'damaged'; why: string }

/** Far more than connections need; a longer file is somebody else's and would stall the start. */
const mostBytes = 20_000_000

/**
 * What is at this place. Reads by itself: electron-store and conf take a list or a number for an empty document and
 * would lose it. Throws `store_unreadable` when nothing can be said of it.
 */
export function readDocument(file: string): Found {
  try {
    if (statSync(file).size > mostBytes) return { state: 'damaged', why: 'it is too large' }
    const bytes = readFileSync(file)
    if (!isUtf8(bytes)) return { state: 'damaged', why: 'it is not UTF-8' }
    const document: unknown = JSON.parse(bytes.toString('utf8'))
    return isObject(document)
      ? { state: 'good', document }
      : { state: 'damaged', why: 'it holds no object' }
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { state: 'damaged', why: 'it is not JSON' }
    const code = codeOf(thrown)
    if (code === 'ENOENT') return { state: 'absent' }
    if (code === 'EISDIR') return { state: 'damaged', why: 'it is a folder' }
    // Forbidden or out of order today may be fine tomorrow: the file is left where it is.
    throw new FlowError(
      'store_unreadable',
      `The settings cannot be read (${code}).`,
      { code },
      thrown,
    )
  }
}
