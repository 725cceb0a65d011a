import type { InspectedToken } from '../../../shared/token.ts'

/* Header and claims as rows. Pure. */

export type Json = InspectedToken['claims']

export interface ClaimRow {
  name: string
  value: Json
  /** Seconds since the epoch, where the claim is a time. */
  seconds: number | null
  /** What it means, and where that stands; null for what is not standard. */
  explanation: { meaning: string; full: string } | null
}

export function membersOf(value: Json): [string, Json][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : []
}

export function claimRows({ claims, times, explanations }: InspectedToken): ClaimRow[] {
  const seconds = new Map(times.map((time) => [time.claim, time.seconds]))
  return membersOf(claims).map(([name, value]) => ({
    name,
    value,
    seconds: seconds.get(name) ?? null,
    explanation: explanationOf(explanations.claims, name),
  }))
}

export function headerRows({ header, explanations }: InspectedToken): ClaimRow[] {
  return membersOf(header).map(([name, value]) => ({
    name,
    value,
    seconds: null,
    explanation: explanationOf(explanations.header, name),
  }))
}

/** The clause in parentheses at the end stands in the tooltip alone. */
function explanationOf(known: Record<string, string>, name: string): ClaimRow['explanation'] {
  // A claim may be named like a member of every object.
  const full = Object.hasOwn(known, name) ? known[name] : undefined
  if (full === undefined) return null
  return { meaning: full.replace(/\s*\([^()]*\)\.$/, ''), full }
}

/** A string as it is; everything else as JSON, with blanks where a list may wrap. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
  return JSON.stringify(value)
}

export type ValueKind = 'string' | 'number' | 'word' | 'plain'

export function kindOfValue(value: Json): ValueKind {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean' || value === null) return 'word'
  return typeof value === 'string' ? 'string' : 'plain'
}
