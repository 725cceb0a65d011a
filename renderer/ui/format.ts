/* Numbers and instants as the screens write them (screens.md section 7). Pure. */

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const two = (value: number) => String(value).padStart(2, '0')

/** `84 ms`, `1.9 s`, `3 min 42 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds))
  if (whole < 1000) return `${whole} ms`
  // Cut off, not rounded: 59.96 s must not become 60.0 s.
  if (whole < 60_000) return `${(Math.floor(whole / 100) / 10).toFixed(1)} s`
  return formatSpan(Math.floor(whole / 1000))
}

/** A span in whole seconds: `42 s`, `3 min 42 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatSpan(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const minutes = Math.floor(whole / 60)
  const hours = Math.floor(minutes / 60)
  if (whole < 60) return `${whole} s`
  if (minutes < 60) return `${minutes} min ${whole % 60} s`
  if (hours < 24) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** `8:42`. What is left of a second counts as one, so that 0:00 means over. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

/** `in 4 min 59 s`, `12 s ago`. */
export function formatRelative(instant: number, now: number): string {
  const seconds = Math.round((instant - now) / 1000)
  if (seconds === 0) return 'now'
  return seconds > 0 ? `in ${formatSpan(seconds)}` : `${formatSpan(-seconds)} ago`
}

const grouped = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, '\u{a0}')

/** `1 184 B`: every byte, for a limit or a token. */
export function formatBytes(bytes: number): string {
  return `${grouped(bytes)} B`
}

/** `1 184 characters`, `1 line`. */
export function formatCount(number: number, one: string): string {
  return `${grouped(number)} ${number === 1 ? one : `${one}s`}`
}

/** `1.4 KB`: how much, for a body. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}

/** `21 Nov 2026, 10:41:06`, in the time zone of the person. */
export function formatTime(milliseconds: number): string {
  const at = new Date(milliseconds)
  if (Number.isNaN(at.getTime())) return 'no instant'
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  return `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}, ${clock}`
}

/** `21 Nov 2026, 09:41:06 UTC`. */
export function formatUtc(milliseconds: number): string {
  const at = new Date(milliseconds)
  if (Number.isNaN(at.getTime())) return 'no instant'
  const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${clock} UTC`
}

/** `10:41:07`. */
export function formatTimeOfDay(milliseconds: number): string {
  return formatTime(milliseconds).split(', ')[1] ?? ''
}

/** `1 host`, `2 hosts`, `no host`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? `no ${one}` : `${number} ${number === 1 ? one : many}`
}
