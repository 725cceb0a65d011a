import type { Context } from 'hono'
import type { BrokenRule } from './api-errors.ts'

export type RequestData = Record<string, unknown>

/** The `data` object of a JSON body; null when the body is no JSON or not wrapped. */
export async function dataOf(c: Context): Promise<RequestData | null> {
  const body: unknown = await c.req.json().catch(() => null)
  return isObject(body) && isObject(body['data']) ? body['data'] : null
}

function isObject(value: unknown): value is RequestData {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Fields of a body by the names that the services' validator gives them, as `OAuthRedirectURI`. */
type FieldNames = Record<string, string>

/** The fields that are no text, or an empty one. */
export function emptyFields(data: RequestData, names: FieldNames, tag: string): BrokenRule[] {
  return Object.entries(names)
    .filter(([member]) => text(data[member]) === '')
    .map(([, field]) => ({ field, tag }))
}
