/** A token as a person pasted it, with what was taken off. */
export interface PastedToken {
  token: string
  warnings: string[]
}

/** Parameters of a URL and members of an answer that hold a token, the likeliest one first. */
const holders = [
  'access_token',
  'id_token',
  'subjectAccessToken',
  'subject_token',
  'token',
  'id_token_hint',
  'assertion',
  'jwt',
  'saas_token',
  'refresh_token',
]

/** The token inside a URL (query or fragment, such as a callback) or inside a token response. */
function takeOut(text: string): { token: string; from: string } | null {
  const [kind, members] = membersOf(text)
  const name =
    holders.find((holder) => typeof members.get(holder) === 'string') ??
    [...members.keys()].find((key) => /^eyJ[\w-]+\.[\w-]+\./.test(String(members.get(key))))
  const token = name === undefined ? null : members.get(name)
  return typeof token === 'string' ? { token, from: `the ${kind}, \`${name}\`` } : null
}

function membersOf(text: string): [kind: string, members: Map<string, unknown>] {
  if (text.startsWith('{')) {
    try {
      return ['JSON', new Map(Object.entries(JSON.parse(text) as object))]
    } catch {
      // No JSON after all: then it is read as what it looks like, a text with odd characters.
      return ['JSON', new Map()]
    }
  }
  const isUrl = /^(?:[a-z][\w+.-]*:\/\/\S+|[?#]\S+|\w+=\S+)$/i.test(text)
  const parts = isUrl ? text.split(/[?#]/).slice(/^\w+=/.test(text) ? 0 : 1) : []
  return ['URL', new Map(parts.flatMap((part) => [...new URLSearchParams(part)]))]
}

/**
 * Takes off what people copy along: the URL or the JSON around it, blanks, quotation marks, `Authorization:` and
 * `Bearer`, and the line breaks of a mail or a terminal.
 */
export function cleanToken(text: string): PastedToken {
  const warnings: string[] = []
  let token = text.trim()
  const inside = takeOut(token)
  if (inside !== null) {
    token = inside.token.trim()
    warnings.push(`The token was taken out of ${inside.from}.`)
  }
  const quotes = /^(["'`])([^]*)\1[,;]?$/.exec(token)
  if (quotes !== null) {
    token = (quotes[2] ?? '').trim()
    warnings.push('Quotation marks around the token were left out.')
  }
  const scheme = /^(?:authorization:\s*)?bearer\s+/i.exec(token)
  if (scheme !== null) {
    token = token.slice(scheme[0].length)
    warnings.push('`Bearer` before the token was left out.')
  }
  const joined = token.replace(/\s+/g, '')
  // Blanks in a text without dots mean that it is no token, rather than a wrapped one.
  if (joined !== token && (joined.includes('.') || !/[ \t]/.test(token))) {
    token = joined
    warnings.push('Blanks and line breaks inside the token were left out.')
  }
  return { token, warnings }
}
