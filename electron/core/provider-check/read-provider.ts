import type { RequestDraft } from '../../../shared/exchange.ts'
import { maskBody } from '../../../shared/redact.ts'
import { isObject } from '../tokens/compact.ts'
import { readJson } from '../tokens/read-json.ts'
import type { Answer, Asking } from './ask.ts'
import { keysUsable } from './keys-usable.ts'
import { endpointIn } from './subject.ts'
import type { DocumentFact, Jwk, KeysFact, ProviderDocument, Subject } from './requirement.ts'

/* Reads the two documents that a provider publishes. Nothing in them is believed. */

const get = (url: string, accept: string): RequestDraft => ({
  method: 'GET',
  url,
  headers: [['accept', accept]],
  body: null,
})

export async function readDocument(
  { discoveryUrl: url }: Subject,
  asking: Asking,
): Promise<DocumentFact> {
  const answer = await asking.ask('Discovery document', get(url, 'application/json'))
  const reading = readingOf(answer)
  if ('failure' in reading) return { kind: 'away', url, ...reading }
  if ('found' in reading) return { kind: 'without', url, ...reading }
  return { kind: 'document', url, text: reading.text, document: reading.value }
}

export async function readKeys(
  document: ProviderDocument,
  subject: Subject,
  asking: Asking,
): Promise<KeysFact> {
  const endpoint = endpointIn(document, 'jwks_uri', subject)
  if ('why' in endpoint) return { kind: 'not-sent', why: endpoint.why, isSkipped: false }
  const { url } = endpoint
  const answer = await asking.ask('Key set', get(url, 'application/json, application/jwk-set+json'))
  const reading = readingOf(answer)
  if ('failure' in reading) return { kind: 'away', url, ...reading }
  if ('found' in reading) return { kind: 'without', url, ...reading }
  const { keys } = reading.value
  if (!Array.isArray(keys)) {
    const found = 'JSON, but no list of keys'
    return { kind: 'without', url, found, exchange: answer.exchange }
  }
  const jwks: Jwk[] = keys.filter(isObject)
  const usable = await keysUsable(jwks, asking.now())
  return { kind: 'keys', url, text: reading.text, keys: jwks, usable }
}

type Without = Omit<Extract<DocumentFact, { kind: 'without' }>, 'kind' | 'url'>
type Away = Omit<Extract<DocumentFact, { kind: 'away' }>, 'kind' | 'url'>

/** An answer that was too large or no JSON is an answer; only silence is none. `text` is masked. */
function readingOf(
  answer: Answer,
): { value: Record<string, unknown>; text: string } | Without | Away {
  const { exchange } = answer
  if (answer.kind === 'failed') {
    const { failure } = answer
    return failure.code === 'response_too_large'
      ? { found: 'more than 1 MB', exchange }
      : { failure, exchange }
  }
  const {
    response,
    exchange: { request },
  } = answer
  const { status, headers, body } = response
  if (status >= 300 && status < 400) {
    const location = headers.find(([name]) => name === 'location')?.[1]
    const to = location === undefined ? null : URL.parse(location, request.url)
    const where = to ? ` to ${to.host}${to.pathname}` : ''
    return { found: `a redirect, ${status}${where}`, exchange }
  }
  if (status !== 200) return { found: `status ${status}`, exchange }
  const type = headers.find(([name]) => name === 'content-type')?.[1]?.split(';')[0] ?? ''
  const reading = readJson(body)
  if ('problem' in reading) {
    const what = /html/i.test(type) ? 'a page' : `a text that ${reading.problem}`
    return { found: `200, but ${what}`, exchange }
  }
  if (!isObject(reading.value)) return { found: '200, but no JSON object', exchange }
  return { value: reading.value, text: maskBody(body, 'application/json') }
}
