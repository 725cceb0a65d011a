import { RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

/** Lines that do not fit go on further in than they began, so that the structure stays in sight. */
export const hangingLines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = hang(view)
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = hang(update.view)
    }
  },
  { decorations: ({ decorations }) => decorations },
)

/** Further in than this a wrapped line would have no room left. */
const deepest = 16

function hang({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at)
      const indent = Math.min(/^ */.exec(line.text)?.[0].length ?? 0, deepest) + 2
      builder.add(line.from, line.from, hanging(indent))
      at = line.to + 1
    }
  }
  return builder.finish()
}

const known = new Map<number, Decoration>()

function hanging(characters: number): Decoration {
  const style = `padding-left: calc(${characters}ch + 4px); text-indent: -${characters}ch`
  const decoration = known.get(characters) ?? Decoration.line({ attributes: { style } })
  known.set(characters, decoration)
  return decoration
}
