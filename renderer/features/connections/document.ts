import type {
  Analysis,
  ConnectionForm,
  DocumentPath,
  Problem,
} from '../../../shared/connection-form.ts'
import { applyEdit, type Json, pruneAt, removeAt, setAt } from './json-edit.ts'
import { type JsonNode, type JsonTree, nodeAt, parseTree } from './json-tree.ts'
import { pathKey, startsWith } from './paths.ts'

/* The document that is being edited: one text, of which form and JSON are two views. Pure. */

export interface OpenDocument {
  /** Grows with every document that is opened, so that its editor begins anew. */
  number: number
  /** Null while it was never stored. */
  connectionId: string | null
  /** What is stored; empty for a new one. */
  base: string
  text: string
  tree: JsonTree
  /** The last text that could be read: the form shows it while a newer one cannot. */
  readable: { text: string; root: JsonNode }
  /** Of `analysedText`; null until the first answer. */
  analysis: Analysis | null
  analysedText: string | null
  /** What a new one began with, as far as nobody has worked on it. */
  template: string | null
  /** Fields in which something stands that is no JSON yet, by path. */
  unread: Record<string, string>
  selected: Selection | null
}

/** Where the person works, and in which of the two views. */
export interface Selection {
  path: DocumentPath
  by: 'form' | 'json'
}

export interface Opened {
  number: number
  connectionId: string | null
  base: string
  text: string
  template?: string
}

const empty = parseTree('{}')

export function openDocument({ number, connectionId, base, text, template }: Opened): OpenDocument {
  const given = oneLineEnd(text)
  const tree = parseTree(given)
  const root = tree.root ?? empty.root
  if (!root) throw new Error('An empty object is JSON.')
  return {
    number,
    connectionId,
    base: oneLineEnd(base),
    text: given,
    tree,
    readable: { text: tree.root ? given : '{}', root },
    analysis: null,
    analysedText: null,
    template: template === undefined ? null : oneLineEnd(template),
    unread: {},
    selected: null,
  }
}

/** The editor counts a line end as one character. */
const oneLineEnd = (text: string) => text.replaceAll(/\r\n?/g, '\n')

export function typed(document: OpenDocument, text: string): OpenDocument {
  if (text === document.text) return document
  const tree = parseTree(text)
  return {
    ...document,
    text,
    tree,
    readable: tree.root ? { text, root: tree.root } : document.readable,
  }
}

/** An answer to an older text is none. */
export function analysed(
  document: OpenDocument,
  { text, analysis }: { text: string; analysis: Analysis },
): OpenDocument {
  return document.text === text ? { ...document, analysis, analysedText: text } : document
}

/** Null when the text is no JSON, so that nothing can be changed in it but by hand. */
export function withValue(
  document: OpenDocument,
  path: DocumentPath,
  value: Json,
): OpenDocument | null {
  const edit = setAt(document.text, path, value)
  return edit && typed(read(document, path), applyEdit(document.text, edit))
}

/** Leaves no empty object behind, but for one that has to be there. */
export function withoutValue(
  document: OpenDocument,
  path: DocumentPath,
  form: ConnectionForm | null,
): OpenDocument {
  const needed = (form?.sections ?? []).flatMap(({ fields }) =>
    fields.filter(({ required }) => required).map(({ path }) => path),
  )
  const mayGo = (parent: DocumentPath) => !needed.some((field) => startsWith(field, parent))
  return typed(read(document, path), pruneAt(document.text, path, mayGo))
}

export function withFix(document: OpenDocument, fix: NonNullable<Problem['fix']>): OpenDocument {
  return fix.changes.reduce((changed, { path, value }) => {
    const edit =
      value === undefined ? removeAt(changed.text, path) : setAt(changed.text, path, value)
    return edit ? typed(changed, applyEdit(changed.text, edit)) : changed
  }, document)
}

/** `message` null: it is JSON again. */
export function withUnread(
  document: OpenDocument,
  path: DocumentPath,
  message: string | null,
): OpenDocument {
  if (message === null) return read(document, path)
  return { ...document, unread: { ...document.unread, [pathKey(path)]: message } }
}

function read(document: OpenDocument, path: DocumentPath): OpenDocument {
  const key = pathKey(path)
  if (!Object.hasOwn(document.unread, key)) return document
  const unread = Object.fromEntries(Object.entries(document.unread).filter(([one]) => one !== key))
  return { ...document, unread }
}

export const isChanged = ({ text, base, unread }: OpenDocument): boolean =>
  text !== base || Object.keys(unread).length > 0

/** Whether somebody's work would be lost with it. */
export const holdsWork = (document: OpenDocument): boolean =>
  isChanged(document) && document.text !== document.template

/** What stands at a path; undefined where nothing does. */
export function valueAt({ readable }: OpenDocument, path: DocumentPath): Json | undefined {
  const node = nodeAt(readable.root, path)
  return node && (JSON.parse(readable.text.slice(node.from, node.to)) as Json)
}

/** As it is written. */
export function sourceAt({ readable }: OpenDocument, path: DocumentPath): string | null {
  const node = nodeAt(readable.root, path)
  return node ? readable.text.slice(node.from, node.to) : null
}

/** The name as it stands in the text; it may not be saved yet. */
export function nameOf(document: OpenDocument): string {
  const name = valueAt(document, ['name'])
  return typeof name === 'string' ? name.trim() : ''
}

export function formOf(
  document: OpenDocument,
  forms: readonly ConnectionForm[],
): ConnectionForm | null {
  const platform = valueAt(document, ['platform'])
  return forms.find((form) => form.platform === platform) ?? null
}

/** The same secret reference stands there in what is stored, so that it can be revealed. */
export function isStoredAt({ base }: OpenDocument, path: DocumentPath, value: Json): boolean {
  const { root } = parseTree(base)
  const node = root && nodeAt(root, path)
  return (
    node !== undefined &&
    node !== null &&
    JSON.stringify(JSON.parse(base.slice(node.from, node.to))) === JSON.stringify(value)
  )
}
