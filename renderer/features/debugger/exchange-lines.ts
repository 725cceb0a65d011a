import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import { line, type Line } from '../../ui/code-lines.ts'
import { formatDuration } from '../../ui/format.ts'
import { bodyLines, headerLines, requestLines, statusLine } from '../../ui/http-text.ts'

/* Exchanges as lines of text. Pure. */

const blank: Line = line(0)

/** Request line, headers, body. */
export function draftLines({ method, url, headers, body }: RequestDraft): Line[] {
  const rest = bodyLines(body ?? '', headers)
  return [
    ...requestLines(method, url),
    ...headerLines(headers),
    ...(rest.length > 0 ? [blank, ...rest] : []),
  ]
}

export function responseLines(response: NonNullable<Exchange['response']>): Line[] {
  const { status, statusText, headers, body } = response
  const rest = bodyLines(body, headers)
  return [
    statusLine(status, statusText, status >= 400),
    ...headerLines(headers),
    ...(rest.length > 0 ? [blank, ...rest] : []),
  ]
}

/** Both sides without the response's headers, for the failed stage: what decided it, at a glance. */
export function rawLines({ request, response }: Exchange): Line[] {
  if (!response) return draftLines(request)
  const type = response.headers.filter(([name]) => name.toLowerCase() === 'content-type')
  return [...draftLines(request), blank, ...responseLines({ ...response, headers: type })]
}

/** `118 ms`; nothing while the answer is awaited. */
export function tookOf({ response, timing }: Exchange): string {
  return response ? formatDuration(timing.wait + timing.receive) : ''
}
