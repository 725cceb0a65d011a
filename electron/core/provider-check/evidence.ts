import type { Exchange } from '../../../shared/exchange.ts'
import type { ExchangeEvidence, RequirementRow } from '../../../shared/provider-check.ts'
import { maskExchange } from '../../../shared/redact.ts'
import { documentLines } from './document-lines.ts'
import { readableText } from './page-text.ts'
import type { DecisiveBytes, Facts } from './requirement.ts'

/** Enough for what is shown of a body; masking a megabyte for it would be waste. */
const mostShown = 64 * 1024

/** The bytes on which a finding rests, masked. Pure. */
export function evidenceOf(
  decisive: DecisiveBytes | undefined,
  facts: Facts,
): RequirementRow['evidence'] {
  if (decisive === undefined) return null
  const fact = facts[decisive.in]
  if (decisive.in === 'document' || decisive.in === 'keys') {
    if (fact.kind === 'document' || fact.kind === 'keys') {
      const { url, text } = fact
      const isKeys = fact.kind === 'keys'
      const { lines, missing } = documentLines(text, decisive.members, isKeys ? 3 : 1)
      // Of a key, which members there are depends on its kind.
      return { kind: 'document', url, lines, missing: isKeys ? [] : missing }
    }
    return 'exchange' in fact && fact.exchange ? exchangeEvidence(fact.exchange, []) : null
  }
  const { parameters } = decisive
  return 'exchange' in fact && fact.exchange ? exchangeEvidence(fact.exchange, parameters) : null
}

function exchangeEvidence(clear: Exchange, parameters: readonly string[]): ExchangeEvidence {
  const { label, request, response, failure } = maskExchange({
    ...clear,
    response: clear.response && {
      ...clear.response,
      body: clear.response.body.slice(0, mostShown),
    },
  })
  const header = (name: string) => response?.headers.find(([other]) => other === name)?.[1] ?? null
  return {
    kind: 'exchange',
    label,
    request: { method: request.method, url: request.url, body: request.body },
    response: response && {
      status: response.status,
      statusText: response.statusText,
      type: header('content-type')?.split(';')[0]?.trim() ?? '',
      size: response.size,
      location: header('location'),
      text: readableText(response.body),
    },
    failure,
    decisive: { parameters: [...parameters], answer: true },
  }
}
