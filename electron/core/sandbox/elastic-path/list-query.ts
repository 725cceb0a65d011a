import type { Context } from 'hono'
import type { Stamped } from './records.ts'

/*
 * `filter` and `sort` of lists, as the getting-started pages describe them: `eq(name,Ann):like(email,*@x.com)`,
 * all of which must hold, and one attribute with an optional minus.
 */

type Operator = 'eq' | 'like' | 'ilike' | 'lt' | 'le' | 'gt' | 'ge'

/** What a list can be filtered and sorted by; the values of an attribute are texts. */
export interface ListRules<T> {
  filters: Record<string, { operators: readonly Operator[]; read: (item: T) => string | null }>
  sorts: Record<string, (item: T) => string>
}

/** Sorts that every list has. [D] */
export const stampedSorts = {
  created_at: ({ createdAt }: Stamped) => createdAt,
  updated_at: ({ updatedAt }: Stamped) => updatedAt,
  id: ({ id }: Stamped) => id,
}

const times = ['lt', 'le', 'eq', 'gt', 'ge'] as const
/** [D] filters of lists that know when. */
export const stampedFilters = {
  created_at: { operators: times, read: ({ createdAt }: Stamped) => createdAt },
  updated_at: { operators: times, read: ({ updatedAt }: Stamped) => updatedAt },
}

/** The items that were asked for, in order; a text says what is not understood. Unsorted they keep their order. */
export function selectItems<T>(c: Context, items: readonly T[], rules: ListRules<T>): T[] | string {
  const matches = filterOf(c.req.query('filter') ?? '', rules)
  if (typeof matches === 'string') return matches
  const kept = items.filter(matches)
  const sort = c.req.query('sort')
  if (sort === undefined) return kept
  const descending = sort.startsWith('-')
  const read = Object.entries(rules.sorts).find(([name]) => name === sort.replace(/^-/, ''))?.[1]
  if (read === undefined) return `the list cannot be sorted by '${sort}'`
  const sign = descending ? -1 : 1
  return kept.toSorted((a, b) => sign * compare(read(a), read(b)))
}

const clause = /^(\w+)\((\w+),\s*(?:"([^"]*)"|'([^']*)'|([^()"']*))\)(?::|$)/

function filterOf<T>(filter: string, { filters }: ListRules<T>): ((item: T) => boolean) | string {
  const tests: ((item: T) => boolean)[] = []
  for (let rest = filter; rest !== '';) {
    const [whole, operator = '', attribute = '', ...values] = clause.exec(rest) ?? []
    const rule = Object.entries(filters).find(([name]) => name === attribute)?.[1]
    const known = rule?.operators.find((one) => one === operator)
    if (whole === undefined || rule === undefined || known === undefined)
      return `the filter '${rest}' is not supported`
    const test = testOf(known, values.find((value) => value !== undefined) ?? '')
    tests.push((item) => test(rule.read(item) ?? ''))
    rest = rest.slice(whole.length)
  }
  return (item) => tests.every((test) => test(item))
}

function testOf(operator: Operator, wanted: string): (value: string) => boolean {
  switch (operator) {
    case 'eq':
      return (value) => value === wanted
    case 'like':
      return (value) => isLike(value, wanted)
    case 'ilike':
      return (value) => isLike(value.toLowerCase(), wanted.toLowerCase())
    case 'lt':
      return (value) => compare(value, wanted) < 0
    case 'le':
      return (value) => compare(value, wanted) <= 0
    case 'gt':
      return (value) => compare(value, wanted) > 0
    case 'ge':
      return (value) => compare(value, wanted) >= 0
  }
}

/** [D] `*` stands for anything. Searched part by part, because a regular expression may take for ever. */
function isLike(value: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return value === first
  if (!value.startsWith(first)) return false
  let from = first.length
  for (const part of others) {
    const at = value.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return value.length - from >= last.length && value.endsWith(last)
}

/** By code units, which is also the order of ISO times. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
