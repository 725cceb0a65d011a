import type { View } from './connections-state.ts'
import { changesOf } from './document-diff.ts'
import type { OpenDocument } from './document.ts'

/** The views of a document; where it is wide the form has a pane of its own. Pure. */
export function viewItems(
  document: OpenDocument,
  narrow: boolean,
): readonly { id: View; label: string }[] {
  const { added, removed } = changesOf(document)
  const changed = added + removed > 0 ? ` +${added} −${removed}` : ''
  return [
    ...(narrow ? [{ id: 'form' as const, label: 'Form' }] : []),
    { id: 'json', label: 'JSON' },
    { id: 'change', label: `Change${changed}` },
  ]
}
