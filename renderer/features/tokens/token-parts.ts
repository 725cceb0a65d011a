/** A run of characters of a pasted token: the parts of a compact token have colours of their own. */
export interface TokenPart {
  kind: 'header' | 'payload' | 'signature' | 'dot' | 'bad' | 'plain'
  text: string
}

/** More is not drawn: the box shows what was pasted, it is no editor. */
const drawnAtMost = 3000
/** Always as many, so that the mask tells nothing. */
const maskedSignature = '•'.repeat(20)

/** Pure. `malformed` marks the first character that no token may have. */
export function tokenParts(
  text: string,
  kind: 'jws' | 'jwe' | 'opaque' | 'malformed',
): TokenPart[] {
  const trimmed = text.trim()
  const shown = trimmed.slice(0, drawnAtMost)
  const rest: TokenPart[] =
    trimmed.length > shown.length
      ? [{ kind: 'plain', text: `… ${trimmed.length - shown.length} more characters` }]
      : []
  if (kind === 'opaque') return [{ kind: 'plain', text: shown }, ...rest]
  const names = kind === 'jwe' ? jweParts : jwsParts
  // A token inside a URL or JSON: what is around it is no part of it.
  const inside =
    kind === 'malformed' ? null : /^([^]*?)(eyJ[\w\-+/=\s]*(?:\.[\w\-+/=\s]*)*)([^]*)$/.exec(shown)
  const [, before = '', token = shown, after = ''] = inside ?? []
  const parts = token.split('.').flatMap((segment, index): TokenPart[] => {
    const part = names[Math.min(index, names.length - 1)] ?? 'plain'
    const dot: TokenPart[] = index > 0 ? [{ kind: 'dot', text: '.' }] : []
    if (part === 'signature' && segment !== '' && kind === 'jws')
      return [...dot, { kind: part, text: maskedSignature }]
    return [...dot, { kind: part, text: segment }]
  })
  return [
    ...plain(before),
    ...(kind === 'malformed' ? withFirstBad(parts) : parts),
    ...plain(after),
    ...rest,
  ]
}

function plain(text: string): TokenPart[] {
  return text === '' ? [] : [{ kind: 'plain', text }]
}

const jwsParts = ['header', 'payload', 'signature'] as const
const jweParts = ['header', 'payload', 'payload', 'payload', 'signature'] as const

function withFirstBad(parts: TokenPart[]): TokenPart[] {
  for (const [index, { kind, text }] of parts.entries()) {
    const at = text.search(/[^\w\-.]/)
    if (at === -1) continue
    const bad = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const around: TokenPart[] = [
      { kind, text: text.slice(0, at) },
      { kind: 'bad', text: bad },
      { kind, text: text.slice(at + bad.length) },
    ]
    return [...parts.slice(0, index), ...around, ...parts.slice(index + 1)]
  }
  return parts
}
