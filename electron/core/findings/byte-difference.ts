/** Where the UTF-8 bytes of two texts first differ, from 0; null where they are equal. */
export function byteDifference(expected: string, found: string): number | null {
  const [a, b] = [Buffer.from(expected), Buffer.from(found)]
  if (a.equals(b)) return null
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at === -1 ? a.length : at
}
