import { type MaskedPart, masksOf, type MaskPlace, partsAt } from '../../../ui/masks.ts'

/* URLs and forms taken apart for reading, with every mask at its number in the whole text. Pure. */

export interface MaskedParameter {
  name: string
  value: MaskedPart[]
}

export interface MaskedUrl {
  origin: MaskedPart[]
  path: MaskedPart[]
  query: MaskedParameter[]
  fragment: MaskedParameter[]
}

/** Without the URL parser, which would escape the dots of a masked value. */
export function maskedUrl(url: string): MaskedUrl {
  const masks = masksOf(url)
  const [, origin = '', path = '', query, fragment] =
    /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url) ?? []
  const queryAt = origin.length + path.length + 1
  const fragmentAt = query === undefined ? queryAt : queryAt + query.length + 1
  return {
    origin: partsAt(origin, 0, masks),
    path: partsAt(path, origin.length, masks),
    query: parametersOf(query ?? '', queryAt, masks),
    fragment: parametersOf(fragment ?? '', fragmentAt, masks),
  }
}

/** The parameters of a form. */
export const maskedForm = (body: string): MaskedParameter[] => parametersOf(body, 0, masksOf(body))

function parametersOf(text: string, at: number, masks: readonly MaskPlace[]): MaskedParameter[] {
  const parameters: MaskedParameter[] = []
  for (const pair of text.split('&')) {
    if (pair !== '') {
      const equals = pair.indexOf('=')
      const name = equals < 0 ? pair : pair.slice(0, equals)
      const value = equals < 0 ? '' : pair.slice(equals + 1)
      parameters.push({
        name: decoded(name),
        value: decodedParts(partsAt(value, at + equals + 1, masks)),
      })
    }
    at += pair.length + 1
  }
  return parameters
}

/** Decoded around the masks: an encoded dot of somebody's text must not become one. */
const decodedParts = (parts: readonly MaskedPart[]): MaskedPart[] =>
  parts.map((part) => (part.mask === null ? { ...part, text: decoded(part.text) } : part))

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A broken escape is shown as it was sent.
    return text
  }
}
