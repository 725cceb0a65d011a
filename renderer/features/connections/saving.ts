import type { ConnectionSummary } from '../../../shared/connection.ts'
import { count } from '../../ui/format.ts'
import { isChanged, nameOf, type OpenDocument } from './document.ts'
import { lineOf } from './text-lines.ts'

/* Whether a document can be saved, and why not. Pure. */

/** Null: it can. Otherwise the reason in words. */
export function reasonNotToSave(
  document: OpenDocument,
  connections: readonly ConnectionSummary[],
): string | null {
  const { tree, text, unread, analysis, analysedText } = document
  if (!isChanged(document)) return 'nothing changed'
  if (tree.error) return `the JSON cannot be read at line ${lineOf(text, tree.error.at)}`
  const open = Object.keys(unread).length
  if (open > 0) return `${count(open, 'field')} ${open === 1 ? 'holds' : 'hold'} no JSON yet`
  const name = nameOf(document)
  const own = connections.find(({ id }) => id === document.connectionId)
  if (own?.kind === 'file') return 'it comes from a file and is changed there'
  const other = connections.find((one) => one.name === name && one.id !== document.connectionId)
  // The core takes a name for the connection it belongs to, and would replace that one.
  if (other) return `there is another connection named ${name}`
  const errors = analysedText === text ? errorsOf(document) : 0
  if (errors > 0) return `${count(errors, 'error')} to mend`
  // The analysis of the newest text is still on its way: saving waits for it.
  if (analysis && analysedText === text && !analysis.valid) return 'it is not complete'
  return null
}

export const errorsOf = ({ analysis }: OpenDocument): number =>
  (analysis?.problems ?? []).filter(({ severity }) => severity === 'error').length
