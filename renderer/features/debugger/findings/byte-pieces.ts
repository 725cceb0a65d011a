/*
 * Two texts that should be equal, cut where they differ, so that the difference can be tinted. Pure. Texts are cut
 * between characters, never inside of one, though it is bytes that differ.
 */

export interface DiffPiece {
  text: string
  differs: boolean
}

export interface TextDifference {
  expected: DiffPiece[]
  found: DiffPiece[]
  /** `differs from byte 38`; empty where they are equal. */
  words: string
}

/** `at`: where their UTF-8 bytes first differ; a mask may have moved it, so that the texts themselves decide. */
export function differenceOf(expected: string, found: string, at: number): TextDifference {
  const one = Array.from(expected)
  const other = Array.from(found)
  const before = common(one, other)
  if (before === one.length && before === other.length) {
    // What differs is masked in both.
    return {
      expected: piecesOf(one, before, 0),
      found: piecesOf(other, before, 0),
      words: wordsAt(at),
    }
  }
  const left = Math.min(one.length, other.length) - before
  const after = Math.min(left, common(one.toReversed(), other.toReversed()))
  return {
    expected: piecesOf(one, before, after),
    found: piecesOf(other, before, after),
    words: endsEarly(one, other, before) ?? wordsAt(at),
  }
}

const bytes = (characters: string[]) => new TextEncoder().encode(characters.join('')).length
const wordsAt = (at: number) => `differs from byte ${at}`

function endsEarly(expected: string[], found: string[], before: number): string | null {
  if (before === found.length) return `ends after byte ${bytes(found)}, the rest is missing`
  if (before === expected.length) return `goes on after byte ${bytes(expected)}`
  return null
}

function common(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length)
  let at = 0
  while (at < length && one[at] === other[at]) at++
  return at
}

function piecesOf(characters: string[], before: number, after: number): DiffPiece[] {
  const end = characters.length - after
  return [
    { text: characters.slice(0, before).join(''), differs: false },
    { text: characters.slice(before, end).join(''), differs: true },
    { text: characters.slice(end).join(''), differs: false },
  ].filter(({ text }) => text !== '')
}
