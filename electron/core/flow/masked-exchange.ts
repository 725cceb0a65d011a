import type { Exchange } from '../../../shared/exchange.ts'
import { maskExchange } from '../../../shared/redact.ts'
import type { Run } from '../../../shared/run.ts'
import { FlowError } from '../failure.ts'
import { hideSecretsOf } from '../hidden-secrets.ts'
import { behindMasks, dots } from './masked-parts.ts'

/** How much of a body goes with every picture of a run; `run.exchange` gives the rest. */
const excerptLength = 4096
/** Of all bodies of one stage together, so that a stage of hundreds of requests stays light. */
const excerptsOfStage = 16 * excerptLength

export type Hide = <T>(value: T) => T
const hiders = new WeakMap<Run['edits'], { given: Run['given']; hide: Hide }>()

/** Takes the secrets that this run was given, or that the person typed, out of whatever a server says back. */
export function hideOf({ given, edits }: Run): Hide {
  const known = hiders.get(edits)
  if (known?.given === given) return known.hide
  const typed = Object.values(edits).map((inputs) =>
    Object.fromEntries(
      Object.entries(inputs).map(([path, text]) => [path.split('.').at(-1) ?? path, text]),
    ),
  )
  const hide = hideSecretsOf([given, typed])
  hiders.set(edits, { given, hide })
  return hide
}

/** Exchanges never change, so that each is masked once for all pictures of its run. */
const shown = new WeakMap<Exchange, { hide: Hide; excerpt: Exchange }>()

/** The exchanges of a stage as they go with every picture of the run: masked, and the bodies cut. */
export function excerptsOf(exchanges: readonly Exchange[], hide: Hide): Exchange[] {
  const most = Math.min(excerptLength, Math.max(256, excerptsOfStage / exchanges.length))
  return exchanges.map((exchange) => cutTo(most, excerptOf(exchange, hide)))
}

function excerptOf(exchange: Exchange, hide: Hide): Exchange {
  const known = shown.get(exchange)
  if (known?.hide === hide) return known.excerpt
  // Masked with what follows the cut, so that a secret on the border is known for one; not all of a large body.
  const excerpt = cutTo(excerptLength, wholeOf(cutTo(2 * excerptLength, exchange), hide))
  shown.set(exchange, { hide, excerpt })
  return excerpt
}

/** With its whole bodies, masked. */
export function wholeOf(exchange: Exchange, hide: Hide): Exchange {
  return hide(maskExchange(exchange))
}

function cutTo(most: number, exchange: Exchange): Exchange {
  const { response } = exchange
  if (!response || response.body.length <= most) return exchange
  // Half a mask or half a character would be shown as something else.
  const body = response.body.slice(0, most).replace(/[•\ud800-\udbff]+$/, '')
  return { ...exchange, response: { ...response, body, cut: true } }
}

export type ExchangePart =
  'request.url' | 'request.header' | 'request.body' | 'response.header' | 'response.body'

/** What stands behind one mask of an exchange. Throws `input_invalid` where there is no such mask. */
export function revealIn(
  exchange: Exchange,
  hide: Hide,
  { part, header = 0, index }: { part: ExchangePart; header?: number; index: number },
): string {
  const textIn = ({ request, response }: Exchange): string => {
    switch (part) {
      case 'request.url':
        return request.url
      case 'request.header':
        return request.headers[header]?.[1] ?? ''
      case 'request.body':
        return request.body ?? ''
      case 'response.header':
        return response?.headers[header]?.[1] ?? ''
      case 'response.body':
        return response?.body ?? ''
    }
  }
  const value = behindMasks(textIn(exchange), textIn(wholeOf(exchange, hide)), dots)?.[index]
  if (value !== undefined) return value
  throw new FlowError(
    'input_invalid',
    `This masked value of ${part} cannot be shown alone; copy the request as it is sent by your own client instead.`,
  )
}
