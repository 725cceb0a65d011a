import {
  type EditorState,
  type Range as CodeRange,
  RangeSet,
  StateEffect,
  StateField,
} from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  gutter,
  gutterLineClass,
  GutterMarker,
} from '@codemirror/view'
import { focused, focusTracking, secretDecorations } from './code-secrets.ts'
import type { Range } from './secret-ranges.ts'

/* What the editor shows besides the text: findings, the lines of the field at work, masked secrets. */

export interface Issue extends Range {
  severity: 'error' | 'trap'
  message: string
}

export interface Marking {
  issues: readonly Issue[]
  /** Lines of the field that the person works in. */
  chosen: Range | null
  /** Secrets that stand in the text in clear; null where it cannot be read, so that the known ones stay masked. */
  secrets: readonly Range[] | null
}

export const setMarkings = StateEffect.define<Marking>()

interface Shown extends Marking {
  secrets: readonly Range[]
}

const nothing: Shown = { issues: [], chosen: null, secrets: [] }

const marking = StateField.define<Shown>({
  create: () => nothing,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarkings)) {
        return { ...effect.value, secrets: effect.value.secrets ?? value.secrets }
      }
    }
    if (!transaction.docChanged) return value
    const moved = <T extends Range>(range: T): T => ({
      ...range,
      from: transaction.changes.mapPos(range.from, 1),
      to: transaction.changes.mapPos(range.to, -1),
    })
    return {
      issues: value.issues.map(moved),
      chosen: value.chosen && moved(value.chosen),
      secrets: value.secrets.map(moved),
    }
  },
})

const lineClasses = {
  chosen: Decoration.line({ class: 'cm-chosen' }),
  trap: Decoration.line({ class: 'cm-trap' }),
  error: Decoration.line({ class: 'cm-fault' }),
}

const decorations = EditorView.decorations.compute([marking, focused, 'selection'], (state) => {
  const { issues, chosen, secrets } = state.field(marking)
  const found: CodeRange<Decoration>[] = secretDecorations(state, secrets)
  const lines = (range: Range, decoration: Decoration) => {
    for (let at = range.from; at <= range.to; at = state.doc.lineAt(at).to + 1) {
      found.push(decoration.range(state.doc.lineAt(at).from))
    }
  }
  for (const { from, severity } of issues) {
    lines({ from, to: from }, lineClasses[severity])
  }
  if (chosen && chosen.from <= chosen.to) lines(chosen, lineClasses.chosen)
  const set: DecorationSet = Decoration.set(found, true)
  return set
})

class Mark extends GutterMarker {
  readonly severity: Issue['severity']
  constructor(severity: Issue['severity']) {
    super()
    this.severity = severity
  }
  override eq(other: Mark): boolean {
    return other.severity === this.severity
  }
  override toDOM(): Element {
    return drawMark(this.severity)
  }
}

/** The symbols of the page cannot be used inside of a shadow root, so the two are drawn here. */
function drawMark(severity: Issue['severity']): Element {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  const shape = (data: string, kind: string) => {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('d', data)
    path.setAttribute('class', kind)
    svg.append(path)
  }
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('class', severity === 'error' ? 'cm-mark cm-mark-error' : 'cm-mark cm-mark-trap')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', severity === 'error' ? 'error' : 'warning')
  if (severity === 'error') {
    shape('M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z', 'cm-mark-body')
    shape('M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8', 'cm-mark-sign')
  } else {
    shape(
      'M8 1.2c.5 0 .9.2 1.1.6l5.7 10.6c.5.9-.1 1.9-1.1 1.9H2.3c-1 0-1.6-1-1.1-1.9L6.9 1.8c.2-.4.6-.6 1.1-.6z',
      'cm-mark-body',
    )
    shape('M8 5.6v3.6M8 11.7v.1', 'cm-mark-sign')
  }
  return svg
}

const marks = { error: new Mark('error'), trap: new Mark('trap') }

/** The tint of a line goes on in the gutters. */
class Tint extends GutterMarker {
  override readonly elementClass: string
  constructor(elementClass: string) {
    super()
    this.elementClass = elementClass
  }
}

const tints = { error: new Tint('cm-fault'), trap: new Tint('cm-trap') }

const gutterTints = gutterLineClass.compute([marking, 'doc'], (state) =>
  RangeSet.of(
    [...severities(state)].map(([line, severity]) => tints[severity].range(line)),
    true,
  ),
)

/** The worst finding of each line, by where the line begins. */
function severities(state: EditorState): Map<number, Issue['severity']> {
  const byLine = new Map<number, Issue['severity']>()
  for (const { from, severity } of state.field(marking).issues) {
    const line = state.doc.lineAt(from).from
    if (byLine.get(line) !== 'error') byLine.set(line, severity)
  }
  return byLine
}

const markGutter = gutter({
  class: 'cm-marks',
  markers: ({ state }) => {
    const ranges = [...severities(state)].map(([line, severity]) => marks[severity].range(line))
    return RangeSet.of(ranges, true)
  },
  lineMarkerChange: (update) => update.startState.field(marking) !== update.state.field(marking),
  initialSpacer: () => marks.trap,
})

export const markings = [marking, focused, focusTracking, decorations, gutterTints, markGutter]
