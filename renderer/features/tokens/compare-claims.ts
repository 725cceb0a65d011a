import type { InspectedToken } from '../../../shared/token.ts'
import { formatSpan } from '../../ui/format.ts'
import { type Json, membersOf } from './claim-rows.ts'

export interface ComparedRow {
  part: 'header' | 'claims'
  name: string
  /** Undefined where a token lacks it. */
  one: Json | undefined
  other: Json | undefined
  /** Of a time: what it is, and how far the other is from it, in words. */
  times: { one: number; other: number; words: string } | null
}

export interface Comparison {
  differing: ComparedRow[]
  same: ComparedRow[]
}

/** Header and claims of two tokens, aligned by name in the order of the first, then what only the other has. Pure. */
export function compareTokens(one: InspectedToken, other: InspectedToken): Comparison {
  const rows = (['header', 'claims'] as const).flatMap((part) => {
    const [left, right] = [new Map(membersOf(one[part])), new Map(membersOf(other[part]))]
    const names = [...left.keys(), ...[...right.keys()].filter((name) => !left.has(name))]
    return names.map((name) => ({
      part,
      name,
      one: left.get(name),
      other: right.get(name),
      times: part === 'claims' ? timesOf(name, one, other) : null,
    }))
  })
  return {
    differing: rows.filter((row) => !isSame(row)),
    same: rows.filter(isSame),
  }
}

const isSame = (row: ComparedRow) => canonical(row.one) === canonical(row.other)

function timesOf(name: string, one: InspectedToken, other: InspectedToken): ComparedRow['times'] {
  const find = ({ times }: InspectedToken) => times.find(({ claim }) => claim === name)?.seconds
  const [left, right] = [find(one), find(other)]
  if (left === undefined || right === undefined) return null
  return { one: left, other: right, words: differenceWords(right - left) }
}

/** `3 min 2 s later`, `at the same second`. */
export function differenceWords(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole === 0) return 'at the same second'
  return `${formatSpan(Math.abs(whole))} ${whole > 0 ? 'later' : 'earlier'}`
}

/** The order of members tells nothing, that of a list does. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(sorted(value ?? null)) + (value === undefined ? ' absent' : '')
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]))
}
