import type { RequestDraft } from '../../../../shared/exchange.ts'
import {
  type Row,
  rowsOf,
  withNewRow,
  withoutEmptyRows,
  withoutRow,
  withRow,
} from './parameters.ts'

/* A request while a person edits it before it is sent. Pure. */

export type { RequestDraft }

/** What can be changed and taken back by itself; the query is a part of the address. */
export type DraftPart = 'method' | 'url' | 'headers' | 'body'

const parts: readonly DraftPart[] = ['method', 'url', 'headers', 'body']

export function editedParts(original: RequestDraft, draft: RequestDraft): DraftPart[] {
  return parts.filter((part) => JSON.stringify(original[part]) !== JSON.stringify(draft[part]))
}

export function withReset(
  original: RequestDraft,
  draft: RequestDraft,
  part: DraftPart,
): RequestDraft {
  return { ...draft, [part]: original[part] }
}

/** Rows as an editor shows and changes them. */
export interface Rows {
  rows: Row[]
  set(index: number, change: Partial<Row>): RequestDraft
  remove(index: number): RequestDraft
  add(): RequestDraft
}

export function queryRows(draft: RequestDraft): Rows {
  const { before, query, after } = cutUrl(draft.url)
  const put = (text: string): RequestDraft => ({
    ...draft,
    url: `${before}${text === '' ? '' : `?${text}`}${after}`,
  })
  return rowsIn(query, '%20', put)
}

export function formRows(draft: RequestDraft): Rows {
  return rowsIn(draft.body ?? '', '+', (body) => ({ ...draft, body }))
}

export function headerRows(draft: RequestDraft): Rows {
  const { headers } = draft
  return {
    rows: headers.map(([name, value]) => ({ name, value })),
    set: (index, change) => ({
      ...draft,
      headers: headers.map(([name, value], at) =>
        at === index ? [change.name ?? name, change.value ?? value] : [name, value],
      ),
    }),
    remove: (index) => ({ ...draft, headers: headers.filter((_, at) => at !== index) }),
    add: () => ({ ...draft, headers: [...headers, ['', '']] }),
  }
}

/** Whether its body is a form, so that it can be edited in rows. */
export function isForm({ headers }: RequestDraft): boolean {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return /^application\/x-www-form-urlencoded\b/i.test(type.trim())
}

/** Without the rows that were added and left empty. */
export function tidied(draft: RequestDraft): RequestDraft {
  const { before, query, after } = cutUrl(draft.url)
  const kept = withoutEmptyRows(query)
  return {
    ...draft,
    url: query === kept ? draft.url : `${before}${kept === '' ? '' : `?${kept}`}${after}`,
    headers: draft.headers.filter(([name, value]) => name !== '' || value !== ''),
    body: draft.body !== null && isForm(draft) ? withoutEmptyRows(draft.body) : draft.body,
  }
}

/** Every placeholder of a secret, once, in order. */
export function placeholdersIn(draft: RequestDraft): string[] {
  const texts = [draft.url, ...draft.headers.map(([, value]) => value), draft.body ?? '']
  return [...new Set(texts.flatMap((text) => text.match(placeholders) ?? []))]
}

const placeholders = /\{\{[\w.-]+\}\}/g

export const hasPlaceholder = (text: string): boolean => text.search(placeholders) !== -1

function rowsIn(text: string, blank: '%20' | '+', put: (text: string) => RequestDraft): Rows {
  return {
    rows: rowsOf(text),
    set: (index, change) => put(withRow(text, index, change, blank)),
    remove: (index) => put(withoutRow(text, index)),
    add: () => put(withNewRow(text)),
  }
}

/** An address in three: before the query, the query, the fragment. */
function cutUrl(url: string): { before: string; query: string; after: string } {
  const [, before = '', query = '', after = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? []
  return { before, query, after }
}
