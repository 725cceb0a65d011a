import { useEffect, useMemo, useRef } from 'react'
import { type CodeEditor, createCodeEditor } from './code-editor.ts'
import type { Issue, Marking } from './code-markings.ts'
import { useConnections, useForm } from './connections-context.tsx'
import type { OpenDocument } from './document.ts'
import { pathAt, rangeOf } from './json-tree.ts'
import styles from './json-view.module.css'
import { narrowQuery } from './narrow.ts'
import { secretRanges } from './secret-ranges.ts'
import { showPlace } from './show-place.ts'

/** The same document as text. What is typed here changes the form, and the reverse. */
export function JsonView({ document }: { document: OpenDocument }) {
  const { store, type, select } = useConnections()
  const form = useForm(document)
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)
  const { number, text, selected } = document
  const marking = useMemo(() => markingOf(document, form), [document, form])

  useEffect(() => {
    const { document } = store.getState()
    if (!host.current || document?.number !== number) return
    const made = createCodeEditor({
      host: host.current,
      text: document.text,
      label: 'Connection as JSON',
      onText: type,
      onCursor(offset) {
        const root = store.getState().document?.tree.root
        if (!root) return
        const path = pathAt(root, offset)
        select(path, 'json')
        // Where it is narrow the form is another view: it comes when the person asks for it.
        if (!matchMedia(narrowQuery).matches) showPlace(store, path, { takesFocus: false })
      },
    })
    editor.current = made
    return () => made.destroy()
  }, [number, store, type, select])

  useEffect(() => {
    editor.current?.setText(text)
    editor.current?.mark(marking)
  }, [text, marking])

  const isLed = selected?.by === 'form'
  const place = isLed ? marking.chosen?.from : undefined
  useEffect(() => {
    if (place !== undefined) editor.current?.scrollTo(place)
  }, [place])

  return (
    <div className={styles.frame}>
      <div ref={host} className={styles.host} />
    </div>
  )
}

function markingOf(document: OpenDocument, form: Parameters<typeof secretRanges>[1]): Marking {
  const { tree, text, analysis, analysedText, selected } = document
  if (tree.error) {
    const from = Math.min(tree.error.at, Math.max(text.length - 1, 0))
    const to = Math.min(from + 1, text.length)
    return {
      issues: [{ from, to, severity: 'error', message: tree.error.message }],
      chosen: null,
      secrets: null,
    }
  }
  const { root } = tree
  // Findings of an older text stand at their paths until the newer ones are there.
  const problems = analysis && (analysedText === text || analysis.platform) ? analysis.problems : []
  const issues = problems.map(({ path, severity, message }): Issue => ({
    ...rangeOf(root, path),
    severity,
    message,
  }))
  const isOfForm = selected?.by === 'form' && selected.path.length > 0
  return {
    issues,
    chosen: isOfForm ? rangeOf(root, selected.path) : null,
    secrets: secretRanges(root, form),
  }
}
