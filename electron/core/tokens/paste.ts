/** A token as a person pasted it, with what was taken off. */
export interface PastedToken {
  token: string
  warnings: string[]
}

/**
 * Takes off what people copy along: blanks around it, quotation marks, `Authorization:` and `Bearer`, and the
 * line breaks of a mail or a terminal.
 */
export function cleanToken(text: string): PastedToken {
  const warnings: string[] = []
  let token = text.trim()
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
