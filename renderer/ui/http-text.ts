import { line, type Line, piece } from './code-lines.ts'
import { layoutJson } from './json-text.ts'

/* Requests and responses as text, line by line. Pure; knows HTTP's spelling and no protocol above it. */

type Headers = readonly (readonly [string, string])[]

export interface UrlParts {
  origin: string
  path: string
  query: { name: string; value: string }[]
  fragment: string
}

/** Takes a URL apart without the URL parser, which would escape the dots of a masked value. */
export function splitUrl(url: string): UrlParts {
  const [, origin = '', path = '', query, fragment = ''] =
    /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url) ?? []
  return { origin, path, query: query === undefined ? [] : splitForm(query), fragment }
}

/** The parameters of a query or form, decoded for reading. */
export function splitForm(text: string): { name: string; value: string }[] {
  if (text === '') return []
  return text.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    return { name: decoded(name), value: decoded(value) }
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A broken escape is shown as it was sent.
    return text
  }
}

/** The request line, one line for each parameter of the URL. */
export function requestLines(method: string, url: string): Line[] {
  const { origin, path, query, fragment } = splitUrl(url)
  return [
    line(0, piece('word', method), piece('plain', ` ${origin}${path || '/'}`)),
    ...parameterLines(query, fragment),
  ]
}

/** A URL alone: origin, path, parameters. */
export function urlLines(url: string): Line[] {
  const { origin, path, query, fragment } = splitUrl(url)
  return [
    line(0, piece('plain', origin)),
    ...(path ? [line(2, piece('plain', path))] : []),
    ...parameterLines(query, fragment),
  ]
}

function parameterLines(query: UrlParts['query'], fragment: string): Line[] {
  const lines = query.map(({ name, value }, index) =>
    line(
      2,
      piece('punct', index === 0 ? '?' : '&'),
      piece('name', name),
      piece('punct', '='),
      piece('string', value),
    ),
  )
  return fragment
    ? [...lines, line(2, piece('punct', '#'), piece('string', decoded(fragment)))]
    : lines
}

export function headerLines(headers: Headers): Line[] {
  return headers.map(([name, value]) =>
    line(0, piece('name', name), piece('punct', ': '), piece('plain', value)),
  )
}

/** JSON laid out, a form one parameter to a line, anything else as it came. */
export function bodyLines(body: string, headers: Headers): Line[] {
  if (body === '') return []
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const json = layoutJson(body)
  if (json) return json
  if (/x-www-form-urlencoded/i.test(type)) {
    return splitForm(body).map(({ name, value }, index) =>
      line(
        index === 0 ? 0 : 2,
        ...(index === 0 ? [] : [piece('punct', '&')]),
        piece('name', name),
        piece('punct', '='),
        piece('string', value),
      ),
    )
  }
  return body.split(/\r?\n/).map((text) => line(0, piece('plain', text)))
}

export function statusLine(status: number, statusText: string, failed: boolean): Line {
  return line(
    0,
    piece(failed ? 'failed' : 'passed', String(status)),
    piece('plain', ` ${statusText}`),
  )
}
