import { type CallbackRefusal, refusalError, refusalOf } from './callback-outcomes.ts'
import { decodedOnce, isAddressOf, readingsOf, splitUrl } from './callback-text.ts'
import { isEqualText } from './equal-text.ts'

/* How a callback is read, whichever way it came: loopback, deep link or paste. Nothing in it is believed here. */

/** No provider sends more; a longer one is an attack or an accident (security.md L-07, DL-02). */
export const longestCallback = 16 * 1024

/** Each at most once: two values would let two readers see two different answers (RFC 6749 section 3.1). */
const single = ['code', 'state', 'iss', 'error'] as const

export type CallbackParameters = [string, string][]
interface Callback {
  parameters: CallbackParameters
}
type Read = Callback | CallbackRefusal

/** Reads `a=1&b=2`. Throws `callback_invalid`; its sentence holds no value of the callback. */
export function readParameters(query: string): CallbackParameters {
  const read = readQuery(query)
  if ('parameters' in read) return read.parameters
  throw refusalError(read)
}

function readQuery(query: string): Read {
  if (query.length > longestCallback) return refusalOf('too-long', { limit: longestCallback })
  const parameters = [...new URLSearchParams(query)]
  const repeated = single.find((name) => parameters.filter(([other]) => other === name).length > 1)
  if (repeated === 'code') return refusalOf('two-codes')
  return repeated ? refusalOf('repeated-parameter', { name: repeated }) : { parameters }
}

/**
 * Reads what a person pasted: the redirect URL, its query or its fragment, with whatever came along with it. A URL
 * must stand where the run awaits it. `state` picks the reading where line breaks leave several; whether it is the
 * right one is judged elsewhere. Throws `callback_invalid`.
 */
export function parseCallback(
  text: string,
  { redirectUri, state }: { redirectUri: string; state?: string },
): Callback {
  const read = readingsOf(text).map((pieces) =>
    pieces.length === 0 ? refusalOf('empty') : readPieces(pieces, redirectUri),
  )
  const refused = read.filter((one) => 'kind' in one)
  const found = read.filter((one) => 'parameters' in one)
  const ours = state === undefined ? undefined : found.find((one) => hasState(one, state))
  const chosen = ours ?? found[0]
  if (chosen && refused.every(({ kind }) => kind !== 'ambiguous')) return chosen
  throw refusalError(refused[0] ?? refusalOf('empty'))
}

const hasState = ({ parameters }: Callback, state: string) =>
  parameters.some(([name, value]) => name === 'state' && isEqualText(value, state))

/** Of several reasons, the one that looked most like a callback names the remedy. */
const tellingOrder = ['two-codes', 'repeated-parameter', 'too-long', 'authorization-url']

function readPieces(pieces: readonly string[], redirectUri: string): Read {
  const read = pieces.flatMap((piece) => readPiece(piece, redirectUri) ?? [])
  const callbacks = read.filter((one) => 'parameters' in one)
  const [callback] = callbacks
  if (callback) {
    const answers = new Set(callbacks.map(answerOf))
    return answers.size > 1 ? refusalOf('ambiguous') : callback
  }
  const reasons = read.filter((one) => 'kind' in one)
  const telling = tellingOrder.flatMap((name) => reasons.filter(({ kind }) => kind === name))
  return telling[0] ?? reasons[0] ?? refusalOf('no-url')
}

/** Null for a word that is neither a URL nor a query. */
function readPiece(piece: string, redirectUri: string): Read | null {
  const decoded = decodedOnce(piece)
  // A second decoding only where the first reading has no answer and the second has: else it would change values.
  const text = !namesAnswer(piece) && decoded !== null && namesAnswer(decoded) ? decoded : piece
  const { address } = splitUrl(text)
  const query = answerPart(text)
  if (!text.includes('://') && query === '') return null
  const parameters = new URLSearchParams(query)
  if (parameters.has('response_type') || parameters.has('code_challenge')) {
    return refusalOf('authorization-url')
  }
  if (address !== '' && !isAddressOf(redirectUri, address)) {
    return refusalOf('other-address', { redirectUri })
  }
  return namesAnswer(text) ? readQuery(query) : refusalOf('no-answer')
}

/** Providers answer in the query or, asked for it, in the fragment (OAuth 2.0 Multiple Response Types). */
function answerPart(piece: string): string {
  const { query, fragment } = splitUrl(piece)
  return [query, fragment].filter(Boolean).join('&')
}

function namesAnswer(piece: string): boolean {
  const parameters = new URLSearchParams(answerPart(piece))
  return parameters.has('code') || parameters.has('error')
}

/** Two pieces with the same answer are one callback, such as the text of a link and its target. */
const answerOf = ({ parameters }: Callback) => {
  const { code = null, error = null } = Object.fromEntries(parameters)
  return JSON.stringify([code, error])
}
