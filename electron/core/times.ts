/** ISO 8601, to the second. */
export function instant(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'no instant' : date.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** `90 s`, `61 min`, `24 h` */
export function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
