import type { DocumentEvidence, ExchangeEvidence } from '../../../shared/provider-check.ts'
import { line, type Line, piece, type Piece } from '../../ui/code-lines.ts'
import { formatSize } from '../../ui/format.ts'
import { bodyLines, requestLines } from '../../ui/http-text.ts'

/* Evidence as lines of protocol data, the decisive ones told apart. Pure. */

export interface EvidenceLine extends Line {
  /** Line number in the document. */
  number?: number
  isDecisive: boolean
}

export function documentLines({ lines }: DocumentEvidence): EvidenceLine[] {
  return lines.map(({ number, text, decisive }) => {
    const indent = /^ */.exec(text)?.[0].length ?? 0
    return { number, indent, isDecisive: decisive, pieces: jsonPieces(text.slice(indent)) }
  })
}

/** One line of a JSON document, which is no document by itself. */
function jsonPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: string, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g)) {
    if (index > at) pieces.push(piece('punct', text.slice(at, index)))
    at = index + string.length
    const isName = /^\s*:/.test(text.slice(at))
    pieces.push(piece(isName ? 'name' : 'string', string))
  }
  if (at < text.length) pieces.push(piece('punct', text.slice(at)))
  return pieces
}

const formType: [string, string][] = [['content-type', 'application/x-www-form-urlencoded']]

export function exchangeLines({ request, response, failure, decisive }: ExchangeEvidence) {
  const sent = [
    ...requestLines(request.method, request.url),
    ...(request.body === null ? [] : [empty, ...bodyLines(request.body, formType)]),
  ].map((one): EvidenceLine => ({
    ...one,
    isDecisive: one.pieces.some(
      ({ kind, text }) => kind === 'name' && decisive.parameters.includes(text),
    ),
  }))
  const received = (response ? responseLines(response) : [noAnswer(failure?.code ?? '')]).map(
    (one, index): EvidenceLine => ({ ...one, isDecisive: decisive.answer && index > 0 }),
  )
  return [...sent, { ...empty, isDecisive: false }, ...received]
}

const empty: Line = line(0)
const noAnswer = (code: string) => line(0, piece('failed', 'no answer'), piece('plain', ` ${code}`))

function responseLines({
  status,
  statusText,
  type,
  size,
  location,
  text,
}: NonNullable<ExchangeEvidence['response']>): Line[] {
  return [
    line(
      0,
      piece(status >= 400 ? 'failed' : 'passed', String(status)),
      piece('plain', ` ${statusText} `),
      piece('punct', [type, formatSize(size)].filter(Boolean).join(', ')),
    ),
    ...(location === null
      ? text.map((said) => line(2, piece('plain', said)))
      : [line(2, piece('name', 'location'), piece('punct', ': '), piece('plain', location))]),
  ]
}
