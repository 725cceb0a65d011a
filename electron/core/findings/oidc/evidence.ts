import type { Check } from '../../../../shared/check.ts'
import type { Exchange } from '../../../../shared/exchange.ts'
import type { FindingEvidence } from '../../../../shared/finding.ts'
import { byteDifference } from '../byte-difference.ts'
import type { Facts } from '../rule.ts'

/** A fact that is no comparison. */
export function fact(name: string, found: string, source: string): FindingEvidence {
  return { name, expected: null, found, source, differsAt: null }
}

/** Two texts of which only the difference as a whole matters. */
export function compared(
  name: string,
  { expected, found }: { expected: string; found: string },
  source: string,
): FindingEvidence {
  return { name, expected, found, source, differsAt: null }
}

/** Two texts that must be equal byte for byte, with the place where they part. */
export function byteCompared(
  name: string,
  { expected, found }: { expected: string; found: string },
  source: string,
): FindingEvidence {
  return { name, expected, found, source, differsAt: byteDifference(expected, found) }
}

/** What else could have been the cause and is not. */
export function ruledOut(found: string, source: string): FindingEvidence {
  return fact('Ruled out', found, source)
}

/** `stage 4, Redeem the code` */
export function stageInWords({ stages, record }: Facts, id = record.stageId): string {
  const stage = stages[id]
  return stage ? `stage ${stage.number}, ${stage.title}` : id
}

/** A value of a check or claim as it is read: a list with commas, nothing as `missing`. */
export function words(value: unknown): string {
  if (value === undefined || value === null) return 'missing'
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : value.map(words).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What a check expected and found, with its source. */
export function ofCheck(name: string, { expected, found, source }: Check): FindingEvidence {
  return compared(name, { expected: words(expected), found: words(found) }, source)
}

/** How two texts differ where it is easy to overlook; null where they differ visibly. */
export function smallDifference(expected: string, found: string): string | null {
  const same = (fold: (text: string) => string) => fold(expected) === fold(found)
  if (same((text) => text.trim())) return 'blanks around it'
  if (same((text) => text.replace(/\/$/, ''))) return 'a slash at its end'
  if (same((text) => text.replace(/^https?:/, ''))) return 'http and https'
  if (same((text) => text.toLowerCase())) return 'upper and lower case'
  return null
}

export function hostOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.host ?? 'the provider'
}

/** `At login.acme.example, client storefront` */
export function atProvider({ values }: Facts): string {
  const host = hostOf(values.metadata?.issuer ?? values.provider?.issuer)
  return values.client ? `At ${host}, client ${values.client.clientId}` : `At ${host}`
}

/** The console's own configuration. */
export const inConnection = 'In the connection'

export const signInAgain = 'Then sign in again.'
export const runAgain = 'Then run again from the first stage.'

/** The parameters of a form that was sent. */
export function formOf(exchange: Exchange | null | undefined): URLSearchParams {
  return new URLSearchParams(exchange?.request.body ?? '')
}

export function responseHeader(exchange: Exchange | null | undefined, name: string): string | null {
  return exchange?.response?.headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? null
}

/** `application/json`, without its parameters. */
export function contentType(exchange: Exchange | null | undefined): string {
  return responseHeader(exchange, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'no type'
}

/** A member of the failure's evidence, where it is a text. */
export function failureText({ record }: Facts, name: string): string | null {
  const value = record.failure?.evidence?.[name]
  return typeof value === 'string' ? value : null
}

/** What the provider says of it, if it says anything. */
export function said(facts: Facts): FindingEvidence[] {
  const text = failureText(facts, 'error_description')
  return text === null ? [] : [fact('It says', text, 'error_description')]
}

/** ISO 8601, to the second. */
export function instant(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'no instant' : date.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** `2 hours`, in the largest unit that fits; to the nearest minute beyond two of them. */
export function span(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const
  const exact = Math.abs(seconds)
  const size = exact < 120 ? exact : Math.round(exact / 60) * 60
  const [unit, length] = units.find(([, length]) => size >= length) ?? ['second', 1]
  const count = Math.floor(size / length)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
