import type { Check } from '../../../shared/check.ts'
import { formatTime, formatTimeOfDay } from '../../ui/format.ts'

/* What a check expected and found, as text for a rung or a table. Pure. */

function text(value: Check['expected']): string {
  if (typeof value === 'string') return value
  // A list keeps its brackets, because whether one audience came alone or in a list matters; spaces let it wrap.
  if (!Array.isArray(value)) return JSON.stringify(value)
  return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
}

export function expectedText(check: Check): string {
  return check.expected === null ? 'unset' : text(check.expected)
}

export function foundText(check: Check): string {
  if (check.found !== null) return text(check.found)
  return check.status === 'unknown' ? 'not reached' : 'absent'
}

/** Who set the expectation. Where nobody did, the rung says so once. */
export function setBy(check: Check): string {
  return check.source === 'unset' ? 'nowhere configured' : check.source
}

/** Checks whose numbers are instants in seconds (RFC 7519 section 2). */
const ofTime = new Set(['expiry', 'not-before', 'issued-at'])

/** The short form for a rung: of an instant today the time of day, in the zone of the person. */
export function rungText(check: Check, value: Check['expected'], now: number): string | null {
  if (!ofTime.has(check.id)) return null
  if (typeof value === 'number') return instant(value * 1000, now)
  if (typeof value !== 'string') return null
  return value.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => instant(Date.parse(iso), now))
}

function instant(milliseconds: number, now: number): string {
  const [today] = formatTime(now).split(',')
  const [day] = formatTime(milliseconds).split(',')
  return day === today ? formatTimeOfDay(milliseconds) : formatTime(milliseconds)
}
