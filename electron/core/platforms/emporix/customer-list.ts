import { CsvError, parse } from 'csv-parse/sync'
import { FlowError } from '../../failure.ts'
import { isObject } from '../../tokens/compact.ts'

/** A customer as a list has it. Several accounts may bind it to several ids of the identity provider. */
export interface ListedCustomer {
  /** As listed, else `row 7`. */
  customerNumber: string
  contactEmail: string | null
  providerIds: string[]
  /** Null where the list does not say. */
  active: boolean | null
}

type Column = 'customerNumber' | 'email' | 'providerId' | 'accounts' | 'active'

/** Spellings without case, blanks, separators and indexes: `Contact E-Mail`, `accounts[0].providerId`. */
const spellings: Record<string, Column> = {
  customernumber: 'customerNumber',
  customerno: 'customerNumber',
  customerid: 'customerNumber',
  number: 'customerNumber',
  id: 'customerNumber',
  contactemail: 'email',
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  providerid: 'providerId',
  accountsproviderid: 'providerId',
  accountproviderid: 'providerId',
  externalid: 'providerId',
  subject: 'providerId',
  sub: 'providerId',
  accounts: 'accounts',
  active: 'active',
  isactive: 'active',
  enabled: 'active',
}

/**
 * Reads a customer list: JSON (an array, alone or as the one list of an object, as the API answers) or CSV
 * with a header line and commas, semicolons or tabs. Throws `customers_invalid` with row and column.
 */
export function readCustomerList(text: string): ListedCustomer[] {
  const plain = text.replace(/^\uFEFF/, '')
  return /^\s*[[{]/.test(plain) ? fromJson(plain) : fromCsv(plain)
}

function fromCsv(text: string): ListedCustomer[] {
  const [header, ...rows] = csvRows(text)
  if (header === undefined) throw malformed('it is empty', { row: 1 })
  const columns = header.cells.map(columnOf)
  requireIdentifier(columns)
  return rows.map(({ cells, line }) => {
    const facts: Facts = { providerIds: [] }
    for (const [at, column] of columns.entries()) {
      const cell = cells[at]?.trim() ?? ''
      if (column === null || cell === '') continue
      const place = { row: line, column: at + 1, name: header.cells[at] }
      take(facts, column, column === 'accounts' ? jsonCell(cell, place) : cell, place)
    }
    return customerOf(facts, line)
  })
}

function csvRows(text: string): { cells: string[]; line: number }[] {
  try {
    // `info` gives the line, which differs from the count of rows where a cell has line breaks.
    const rows = parse(text, { delimiter: delimiterOf(text), skip_empty_lines: true, info: true })
    return (rows as unknown as { record: string[]; info: { lines: number } }[]).map(
      ({ record, info }) => ({ cells: record, line: info.lines }),
    )
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown
    // The library's sentence quotes the cell, which is personal data.
    throw malformed(csvProblems[thrown.code] ?? 'it is no CSV', {
      row: Number(thrown['lines'] ?? 1),
      column: Number(thrown['column'] ?? 0) + 1,
    })
  }
}

const csvProblems: Record<string, string> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'it has more or fewer cells than the header line',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a cell',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quotation mark',
}

/** What separates the header's cells. */
function delimiterOf(text: string): string {
  const [header = ''] = text.trimStart().split(/\r?\n|\r/, 1)
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ','
}

function fromJson(text: string): ListedCustomer[] {
  const rows = listOf(parseJson(text))
  if (rows === null) throw malformed('it is neither a list nor an object that holds one', {})
  return rows.map((item, at) => {
    const row = at + 1
    if (!isObject(item)) throw malformed('it is not an object', { row })
    const facts: Facts = { providerIds: [] }
    for (const [name, value] of Object.entries(item)) {
      const column = columnOf(name)
      if (column !== null && value !== null) take(facts, column, value, { row, name })
    }
    return customerOf(facts, row)
  })
}

function listOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return null
  // One customer alone, whose only list may be its accounts.
  if (Object.keys(value).some((name) => columnOf(name) === 'email')) return [value]
  const lists = Object.values(value).filter(Array.isArray)
  return lists.length === 1 ? (lists[0] as unknown[]) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    const found =
      thrown instanceof Error ? /at position (\d+)/.exec(thrown.message)?.[1] : undefined
    const before = text.slice(0, found === undefined ? text.length : Number(found)).split('\n')
    throw malformed('it is not JSON', {
      row: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    })
  }
}

interface Facts {
  customerNumber?: string
  email?: string
  providerIds: string[]
  active?: boolean
}

interface Place {
  /** The line of a CSV or of broken JSON; the element of a JSON list. Counted from 1. */
  row?: number
  column?: number
  name?: string
}

function take(facts: Facts, column: Column, value: unknown, place: Place): void {
  switch (column) {
    case 'customerNumber':
      facts.customerNumber ??= text(value, place)
      return
    case 'email':
      facts.email ??= text(value, place)
      return
    case 'providerId':
      facts.providerIds.push(text(value, place))
      return
    case 'accounts':
      facts.providerIds.push(...accountIds(value, place))
      return
    case 'active':
      facts.active = yesOrNo(value, place)
  }
}

function text(value: unknown, place: Place): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw malformed('it must be a text', place)
}

/** `accounts[].providerId`, which is there only for accounts of a social login (emporix.md section 4). */
function accountIds(value: unknown, place: Place): string[] {
  if (!Array.isArray(value)) throw malformed('it must be a list of accounts', place)
  return value.flatMap((account: unknown) => {
    if (!isObject(account)) throw malformed('it must be a list of accounts', place)
    const { providerId } = account
    return providerId === undefined || providerId === null ? [] : [text(providerId, place)]
  })
}

function jsonCell(cell: string, place: Place): unknown {
  try {
    return JSON.parse(cell)
  } catch {
    throw malformed('it must be a JSON list of accounts', place)
  }
}

const words = new Map([
  ...['true', 'yes', '1', 'active'].map((word) => [word, true] as const),
  ...['false', 'no', '0', 'inactive'].map((word) => [word, false] as const),
])

function yesOrNo(value: unknown, place: Place): boolean {
  if (typeof value === 'boolean') return value
  const found = words.get(String(value).toLowerCase())
  if (found === undefined) throw malformed('it must be true or false', place)
  return found
}

function customerOf({ customerNumber, email, providerIds, active }: Facts, row: number) {
  return {
    customerNumber: customerNumber ?? `row ${row}`,
    contactEmail: email === undefined || email.trim() === '' ? null : email,
    providerIds: providerIds.filter((id) => id.trim() !== ''),
    active: active ?? null,
  }
}

function columnOf(name: string): Column | null {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '')
  return Object.hasOwn(spellings, plain) ? (spellings[plain] ?? null) : null
}

function requireIdentifier(columns: (Column | null)[]): void {
  if (columns.some((column) => ['email', 'providerId', 'accounts'].includes(column ?? ''))) return
  throw malformed(
    'the header line names neither an e-mail (contactEmail, email) nor a providerId column',
    { row: 1 },
  )
}

function malformed(problem: string, { row, column, name }: Place): FlowError {
  const at = [
    row === undefined ? null : `row ${row}`,
    column === undefined ? null : `column ${column}`,
    name === undefined ? null : name.slice(0, 40),
  ].filter((part) => part !== null)
  const where = at.length > 0 ? `, ${at.join(', ')}` : ''
  return new FlowError('customers_invalid', `The customer list${where}: ${problem}.`, {
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column }),
    ...(name !== undefined && { name: name.slice(0, 40) }),
  })
}
