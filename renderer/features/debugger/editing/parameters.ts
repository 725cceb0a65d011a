import { splitForm } from '../../../ui/http-text.ts'

/*
 * The parameters of a query or a form as rows, and the rows as text. The text is the document: a change of one row
 * leaves the spelling of all others alone. Pure.
 */

export interface Row {
  name: string
  value: string
}

/** How a blank is written: `%20` in a query, `+` in a form (WHATWG URL section 5). */
export type Blank = '%20' | '+'

export const rowsOf = (text: string): Row[] => splitForm(text)

export function withRow(text: string, index: number, change: Partial<Row>, blank: Blank): string {
  const pairs = text.split('&')
  const pair = pairs[index]
  if (pair === undefined) return text
  const equals = pair.indexOf('=')
  const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
  pairs[index] = [
    change.name === undefined ? name : encoded(change.name, blank),
    change.value === undefined ? value : encoded(change.value, blank),
  ].join('=')
  return pairs.join('&')
}

export const withoutRow = (text: string, index: number): string =>
  text
    .split('&')
    .filter((_, at) => at !== index)
    .join('&')

/** An empty one at the end. */
export const withNewRow = (text: string): string => (text === '' ? '=' : `${text}&=`)

/** Without the rows that were added and left empty. */
export const withoutEmptyRows = (text: string): string =>
  text
    .split('&')
    .filter((pair) => pair !== '' && pair !== '=')
    .join('&')

const placeholder = /(\{\{[\w.-]+\}\})/

/** Placeholders stand as they are: the core looks for them in this spelling. */
function encoded(text: string, blank: Blank): string {
  return text
    .toWellFormed()
    .split(placeholder)
    .map((part, index) =>
      index % 2 === 1 ? part : encodeURIComponent(part).replaceAll('%20', blank),
    )
    .join('')
}
