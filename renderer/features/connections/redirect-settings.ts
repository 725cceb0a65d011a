import type { Field } from '../../../shared/connection-form.ts'
import type { Input } from '../../../shared/contract.ts'

/**
 * Where the browser comes back to, as it stands in the form: what is left out is what the platform takes then. The
 * command parses it and says what is wrong. Pure.
 */
export function redirectSettings(text: string, fields: readonly Field[]): Input<'doctor.check'> {
  const document: unknown = JSON.parse(text)
  const own = memberOf(document, 'redirect')
  const entries = fields.flatMap(({ path: [first, name, ...rest], fallback }) => {
    if (first !== 'redirect' || typeof name !== 'string' || rest.length > 0) return []
    const value = memberOf(own, name) ?? fallback ?? undefined
    return value === undefined || value === '' ? [] : [[name, value] as const]
  })
  return { redirect: Object.fromEntries(entries) }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
