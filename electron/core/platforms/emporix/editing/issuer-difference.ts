/**
 * In what two spellings of one issuer differ; null where they are the same, or really two. The platform compares
 * to the letter, as far as anybody knows (emporix.md 3.2).
 */
export function issuerDifference(one: string, other: string): string | null {
  if (one === other) return null
  if (withoutSlash(one) === withoutSlash(other)) return 'the slash at its end'
  if (withoutScheme(one) === withoutScheme(other)) return 'http and https'
  if (withoutSlash(one).toLowerCase() === withoutSlash(other).toLowerCase()) return 'upper case'
  return null
}

const withoutSlash = (issuer: string) => issuer.trim().replace(/\/+$/, '')
const withoutScheme = (issuer: string) => withoutSlash(issuer).replace(/^https?:\/\//i, '')
