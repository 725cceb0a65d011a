/** Longer than the longest text a command accepts (a batch of subject tokens), shorter than what hurts. */
const mostCharacters = 8_000_000
const mostValues = 200_000
const deepest = 64

/**
 * The sentence that refuses an argument from a page, or null when it is JSON of a bearable size (E-17). IPC would
 * also carry maps, dates and buffers; no command takes them, so none of them gets as far as a schema.
 */
export function refuseUnlessPlain(value: unknown): string | null {
  let characters = 0
  let values = 0
  const look = (value: unknown, depth: number): string | null => {
    values += 1
    if (values > mostValues) return 'The input has too many parts.'
    if (depth > deepest) return 'The input is nested too deeply.'
    if (typeof value === 'string') {
      characters += value.length
      return characters > mostCharacters ? 'The input is too large.' : null
    }
    if (value === null || typeof value === 'boolean') return null
    // A member that is undefined is a member that is absent; IPC keeps the difference, JSON does not.
    if (value === undefined) return depth === 0 ? 'The input is missing.' : null
    if (typeof value === 'number')
      return Number.isFinite(value) ? null : 'The input holds a number that JSON does not have.'
    if (typeof value !== 'object') return 'The input holds something that is not data.'
    if (Array.isArray(value)) {
      for (const item of value) {
        const refusal = look(item, depth + 1)
        if (refusal) return refusal
      }
      return null
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null)
      return 'The input holds something other than plain objects, lists and values.'
    for (const [name, member] of Object.entries(value)) {
      const refusal = look(name, depth) ?? look(member, depth + 1)
      if (refusal) return refusal
    }
    return null
  }
  return look(value, 0)
}
