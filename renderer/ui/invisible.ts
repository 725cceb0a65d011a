/** A run of text, or one character that cannot be seen, by its code point. */
export type VisiblePart = { text: string } | { code: string }

/** Controls, zero-width characters, and those that turn the writing direction (HC-02). */
const unseen =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

export const hasInvisible = (text: string): boolean => unseen.test(text)

/** The same as plain text, for names and titles. */
export const withCodes = (text: string): string =>
  visibleParts(text)
    .map((part) => ('code' in part ? `<${part.code}>` : part.text))
    .join('')

/** Pure. What cannot be seen becomes its code point, so that it neither hides nor rearranges anything. */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = []
  let rest = text
  for (let at = rest.search(unseen); at !== -1; at = rest.search(unseen)) {
    if (at > 0) parts.push({ text: rest.slice(0, at) })
    const code = rest.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
    parts.push({ code: `U+${code}` })
    rest = rest.slice(at + 1)
  }
  if (rest !== '') parts.push({ text: rest })
  return parts
}
