/**
 * Seconds since the epoch of a time as this platform writes it: a number, digits, or a date-time, whatever the
 * specification says of the member (elastic-path.md 4.3 and 5.2). Null for what is no time.
 */
export function epochSeconds(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  if (/^\d+$/.test(value)) return Number(value)
  const milliseconds = Date.parse(value)
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000
}

/** For people; a number that is no date stays one. */
export function dateTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString()
}
