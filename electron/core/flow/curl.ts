import type { RequestDraft } from '../../../shared/exchange.ts'

/** What curl works out by itself; a masked or edited body has another length anyway. */
const ofTransport = new Set(['content-length', 'connection', 'transfer-encoding', 'host'])

/**
 * The request as a command for a POSIX shell. It follows no redirect and trusts no certificate that curl does not trust,
 * as the console does. What is masked stays masked.
 */
export function curlOf(request: RequestDraft): string {
  const { method, url, body } = request
  const options = [
    ...methodOption(method),
    // Brackets and braces would be patterns to curl.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...headerOptions(request),
    ...bodyOption(body),
  ]
  const command = [`curl ${quoted(url)}`, ...options].join(' \\\n  ')
  return body?.includes('\0') ? `${printed(body)} |\n${command}` : command
}

/** With `--request HEAD` curl would wait for a body that never comes. */
function methodOption(method: string): string[] {
  return method === 'HEAD' ? ['--head'] : [`--request ${quoted(method)}`]
}

function headerOptions({ headers, body }: RequestDraft): string[] {
  const options = headers
    .filter(([name]) => !ofTransport.has(name.toLowerCase()))
    .map(([name, value]) => {
      // As a header, the answer would come out compressed.
      if (name.toLowerCase() === 'accept-encoding') return '--compressed'
      // To curl, a name with a colon alone is a header to leave out.
      return `--header ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`
    })
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type')
  // Else curl would call the body a form.
  return body === null || isTyped ? options : [...options, `--header ${quoted('Content-Type:')}`]
}

/** `--data-raw` takes a leading `@` as it is. No argument can hold a zero byte, so such a body comes by a pipe. */
function bodyOption(body: string | null): string[] {
  if (body === null) return []
  return [body.includes('\0') ? '--data-binary @-' : `--data-raw ${quoted(body)}`]
}

/** `printf` with the text as its format. */
function printed(text: string): string {
  const format = text.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('\0', '\\000')
  return `printf ${quoted(format)}`
}

/** One word of a POSIX shell (XCU 2.2.2): in single quotes everything but a single quote means itself. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
