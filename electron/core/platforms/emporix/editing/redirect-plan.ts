import { memberAt, textAt } from '../../edited-document.ts'

/** The redirect URI that the console will send, as far as the document says it; null for a deep link. */
export function plannedRedirect(document: unknown): string | null {
  const text = (name: string) => textAt(document, ['redirect', name])
  const method = text('method') || 'loopback'
  if (method === 'deep-link') return null
  if (method === 'paste' && text('uri') !== '') return text('uri')
  const port = memberAt(document, ['redirect', 'port'])
  // A free port counts as any, as everywhere (RFC 8252 section 7.3).
  const number = typeof port === 'number' && port > 0 ? port : 8765
  return `http://${text('host') || '127.0.0.1'}:${number}${text('path') || '/callback'}`
}
