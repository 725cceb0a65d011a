/** What redaction puts in place of a secret: one of its two fixed lengths. */
export const dots = /(?:••••){1,2}/g
/** The same with the head of a JWT, which redaction leaves to be read: it is a part of the value. */
export const maskedValues = /(?:eyJ|eyA|ewo|ew0|ewk)[\w+/=~-]{0,17}••••••••|(?:••••){1,2}/g

/**
 * What stands behind each mask of a text, in order: the masked text is the clear one with pieces replaced. Null where the
 * two cannot be laid side by side, because a mask brought quotes or another encoding with it.
 */
export function behindMasks(clear: string, masked: string, masks: RegExp): string[] | null {
  const [first = '', ...rest] = masked.split(masks)
  if (!clear.startsWith(first)) return null
  const found: string[] = []
  let at = first.length
  for (const [index, literal] of rest.entries()) {
    const last = index === rest.length - 1
    const next = last ? clear.length - literal.length : clear.indexOf(literal, at)
    if (next < at || (last && !clear.endsWith(literal))) return null
    // Two masks side by side leave nothing to tell them apart by.
    if (literal === '' && !last) return null
    found.push(clear.slice(at, next))
    at = next + literal.length
  }
  return found
}

/** The masked text with each mask replaced, by its place in the order and by what stands before it. */
export function replaceMasks(
  masked: string,
  masks: RegExp,
  replace: (index: number, before: string) => string,
): string {
  let index = 0
  return masked.replace(masks, (_mask, offset: number) => replace(index++, masked.slice(0, offset)))
}
