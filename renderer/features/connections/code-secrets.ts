import {
  type EditorState,
  type Range as CodeRange,
  StateEffect,
  StateField,
} from '@codemirror/state'
import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import { MASK } from '../../../shared/redact.ts'
import type { Range } from './secret-ranges.ts'

/* Secrets in the text are masked, also while they are edited. */

/** One mask for all, so that it tells nothing of the length. */
class Dots extends WidgetType {
  override eq(): boolean {
    return true
  }
  override toDOM(): HTMLElement {
    const dots = document.createElement('span')
    dots.className = 'cm-dots'
    dots.textContent = `"${MASK}"`
    dots.title = 'A secret that is sealed when it is saved'
    return dots
  }
  override ignoreEvent(): boolean {
    return false
  }
}

const dots = Decoration.replace({ widget: new Dots() })
/** While the cursor stands in it, it is edited, and each character is a dot. */
const dotted = Decoration.mark({ class: 'cm-dotted' })

export function secretDecorations(
  state: EditorState,
  secrets: readonly Range[],
): CodeRange<Decoration>[] {
  const isFocused = state.field(focused)
  return secrets.flatMap(({ from, to }) => {
    if (from >= to || state.doc.lineAt(from).to < to) return []
    const touches = state.selection.ranges.some((range) => range.from <= to && range.to >= from)
    return [(isFocused && touches ? dotted : dots).range(from, to)]
  })
}

const setFocused = StateEffect.define<boolean>()

export const focused = StateField.define<boolean>({
  create: () => false,
  update(value, { effects }) {
    for (const effect of effects) if (effect.is(setFocused)) return effect.value
    return value
  },
})

/** CodeMirror's own effect of a change of focus is lost where another change comes in the same moment. */
export const focusTracking = EditorView.updateListener.of(({ view }) => {
  if (view.hasFocus === view.state.field(focused)) return
  queueMicrotask(() => {
    if (view.hasFocus === view.state.field(focused)) return
    view.dispatch({ effects: setFocused.of(view.hasFocus) })
  })
})
