import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Annotation, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { type Marking, markings, setMarkings } from './code-markings.ts'
import { codeTheme } from './code-theme.ts'
import { hangingLines } from './hanging-lines.ts'

export interface CodeEditor {
  /** Keeps the cursor and the history where they still fit. */
  setText(text: string): void
  mark(marking: Marking): void
  scrollTo(offset: number): void
  destroy(): void
}

interface CodeEditorOptions {
  host: HTMLElement
  text: string
  label: string
  onText: (text: string) => void
  /** The person moved the cursor. */
  onCursor: (offset: number) => void
}

/** A change that came from the form, not from the person's hands in this view. */
const fromOutside = Annotation.define<boolean>()

/**
 * CodeMirror in a shadow root: there it puts its rules into a constructed style sheet, which the content security
 * policy allows; in the page it would need a style element, which the policy refuses.
 */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { host, text, label, onText, onCursor } = options
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  root.replaceChildren()
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        markings,
        lineNumbers(),
        hangingLines,
        history(),
        drawSelection(),
        bracketMatching(),
        indentUnit.of('  '),
        json(),
        EditorView.lineWrapping,
        // An editable element takes the focus without it, which axe does not know (scrollable-region-focusable).
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        // Tab leaves the editor, as it leaves every field.
        keymap.of([...defaultKeymap, ...historyKeymap]),
        codeTheme,
        EditorView.updateListener.of((update) => {
          const outside = update.transactions.some((one) => one.annotation(fromOutside))
          if (outside) return
          if (update.docChanged) onText(update.state.doc.toString())
          if ((update.selectionSet || update.docChanged) && update.view.hasFocus) {
            onCursor(update.state.selection.main.head)
          }
        }),
      ],
    }),
  })
  return {
    setText(next) {
      const change = changeBetween(view.state.doc.toString(), next)
      if (change) view.dispatch({ changes: change, annotations: fromOutside.of(true) })
    },
    mark(marking) {
      const length = view.state.doc.length
      const fits = marking.issues.filter(({ to }) => to <= length)
      const diagnostics = fits.map(({ from, to, severity, message }) => ({
        from,
        to,
        message,
        severity: severity === 'error' ? ('error' as const) : ('warning' as const),
      }))
      view.dispatch(setDiagnostics(view.state, diagnostics), {
        effects: setMarkings.of({ ...marking, issues: fits }),
        annotations: fromOutside.of(true),
      })
    },
    scrollTo(offset) {
      const at = Math.min(offset, view.state.doc.length)
      const { scrollTop, clientHeight } = view.scrollDOM
      const { top, bottom } = view.lineBlockAt(at)
      // What is in sight stays where it is.
      if (top >= scrollTop && bottom <= scrollTop + clientHeight) return
      view.dispatch({
        effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 72 }),
        annotations: fromOutside.of(true),
      })
    },
    destroy: () => view.destroy(),
  }
}

/** The smallest replacement, so that cursor, folds and marks around it stay. Null where nothing differs. */
function changeBetween(before: string, after: string) {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) }
}
