import { useEffect, useMemo, useRef } from 'react'
import { type CodeEditor, createCodeEditor } from '../connections/code-editor.ts'
import type { Marking } from '../connections/code-markings.ts'
import { parseTree } from '../connections/json-tree.ts'
import { secretRanges } from '../connections/secret-ranges.ts'
import { useAdministration } from './live-context.tsx'
import styles from './item-text.module.css'
import { placeKey, textOf } from './live-state.ts'
import type { OpenedResource } from './resource-view.tsx'

/** The JSON of one item, to be edited. Secrets are masked; a mask that stays keeps the secret. */
export function ItemText({ live }: { live: OpenedResource }) {
  const { store, type } = useAdministration()
  const { place, opened, resource } = live
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)
  const text = textOf(opened) ?? ''
  const marking = useMemo(() => markingOf(text), [text])
  const { connectionId, resourceId, parentId } = place
  const label = `${resource.title} as JSON`

  useEffect(() => {
    const place = { connectionId, resourceId, parentId }
    const opened = store.getState().opened[placeKey(place)]
    if (!host.current || !opened) return
    const made = createCodeEditor({
      host: host.current,
      text: textOf(opened) ?? '',
      label,
      onText: (text) => type(place, text),
      onCursor: () => undefined,
    })
    editor.current = made
    return () => made.destroy()
  }, [store, type, connectionId, resourceId, parentId, label])

  useEffect(() => {
    editor.current?.setText(text)
    editor.current?.mark(marking)
  }, [text, marking])

  return (
    <div className={styles.editor}>
      <div ref={host} className={styles.host} />
    </div>
  )
}

function markingOf(text: string): Marking {
  const { root, error } = parseTree(text)
  if (!error) return { issues: [], chosen: null, secrets: secretRanges(root, null) }
  const from = Math.min(error.at, Math.max(text.length - 1, 0))
  const to = Math.min(from + 1, text.length)
  return {
    issues: [{ from, to, severity: 'error', message: error.message }],
    chosen: null,
    secrets: null,
  }
}
