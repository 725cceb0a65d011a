/** Where the UTF-8 bytes of two texts first differ, from 0; null where they are equal. */
export function byteDifference(expected: string, found: string): number | null {
  const [a, b] = [Buffer.from(expected), Buffer.from(found)]
  if (a.equals(b)) return null
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at === -1 ? a.length : at
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
