import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/* The editor stands in a shadow root, which the page's style sheets do not reach; its properties do. */

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-name)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--code-word)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--code-punct)' },
])

const look = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--text)',
    backgroundColor: 'var(--bg-sunken)',
    fontSize: 'var(--text-code-small)',
  },
  // The ring is drawn around the host, above the gutters.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    lineHeight: 'var(--leading-code)',
    overflow: 'auto',
  },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)', cursor: 'text' },
  '.cm-line': { padding: '0 12px 0 4px', overflowWrap: 'anywhere' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--bg-sunken)',
    color: 'var(--text-3)',
    border: 'none',
  },
  '.cm-marks': { width: '18px' },
  '.cm-marks .cm-gutterElement': {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'flex-end',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 4px', minWidth: '26px' },
  '.cm-trap': { backgroundColor: 'var(--warning-tint)' },
  '.cm-fault': { backgroundColor: 'var(--failed-tint)' },
  '.cm-chosen': { backgroundColor: 'var(--bg-selected)', boxShadow: 'inset 3px 0 0 var(--accent)' },
  '.cm-chosen.cm-trap': { backgroundColor: 'var(--warning-tint)' },
  '.cm-chosen.cm-fault': { backgroundColor: 'var(--failed-tint)' },
  '.cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)' },
  '.cm-matchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--line-strong)',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': {
    backgroundColor: 'var(--failed-tint)',
  },
  '.cm-dots': { color: 'var(--text-3)', cursor: 'text' },
  '.cm-dotted, .cm-dotted *': { '-webkit-text-security': 'disc' },
  '.cm-mark': { width: '12px', height: '12px', marginTop: '3px', display: 'block' },
  '.cm-mark-body': { fill: 'currentColor' },
  '.cm-mark-sign': {
    fill: 'none',
    stroke: 'var(--bg-surface)',
    strokeWidth: '1.75',
    strokeLinecap: 'round',
  },
  '.cm-mark-trap': { color: 'var(--warning)' },
  '.cm-mark-error': { color: 'var(--failed)' },
  // The tint of the line, the mark beside it and the sentence say it already.
  '.cm-lintRange-warning': { backgroundImage: 'none' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--failed) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': {
    maxWidth: '360px',
    backgroundColor: 'var(--bg-raised)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-control)',
    boxShadow: 'var(--shadow-popover)',
  },
  '.cm-diagnostic': {
    padding: '4px 8px',
    borderLeftWidth: '3px',
    font: 'var(--text-small) / var(--leading-small) var(--font-sans)',
    whiteSpace: 'normal',
  },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning-line)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--failed-line)' },
  '@media (forced-colors: active)': {
    '.cm-chosen': { outline: '1px solid Highlight' },
    '.cm-mark-body': { fill: 'CanvasText' },
    '.cm-mark-sign': { stroke: 'Canvas' },
  },
})

export const codeTheme = [look, syntaxHighlighting(colours)]
