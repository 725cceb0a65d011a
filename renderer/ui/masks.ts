/** What redaction puts in place of a secret: one of its two fixed lengths. Other dots are somebody's text. */
const maskPattern = /(?:••••){1,2}/g

export interface MaskPlace {
  start: number
  end: number
}

/** A run of text, or a mask with its number in the text, from 0. */
export type MaskedPart = { text: string; mask: number | null }

/** Where the masks of a text stand, in order. */
export function masksOf(text: string): MaskPlace[] {
  return Array.from(text.matchAll(maskPattern), ({ index, 0: mask }) => ({
    start: index,
    end: index + mask.length,
  }))
}

/** A piece of a text that begins at `at`, cut at the masks of the whole; a mask may reach beyond the piece. */
export function partsAt(piece: string, at: number, masks: readonly MaskPlace[]): MaskedPart[] {
  const parts: MaskedPart[] = []
  let done = 0
  for (let mask = firstAfter(masks, at); mask < masks.length; mask++) {
    const { start, end } = masks[mask] ?? { start: Infinity, end: Infinity }
    if (start >= at + piece.length) break
    const from = Math.max(0, start - at)
    if (from > done) parts.push({ text: piece.slice(done, from), mask: null })
    done = Math.min(piece.length, end - at)
    parts.push({ text: piece.slice(from, done), mask })
  }
  if (done < piece.length) parts.push({ text: piece.slice(done), mask: null })
  return parts
}

/** The first mask that ends behind a place. */
function firstAfter(masks: readonly MaskPlace[], at: number): number {
  let low = 0
  let high = masks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((masks[middle]?.end ?? Infinity) > at) high = middle
    else low = middle + 1
  }
  return low
}
