import type { Exchange } from '../../../../shared/exchange.ts'
import { Foreign } from '../../../ui/foreign.tsx'
import { Address } from './address.tsx'
import styles from './exchange.module.css'
import { HeldPlace } from './held-place.tsx'
import { Part } from './part.tsx'
import { chainOf, locationOf, redirectSentence } from './redirects.ts'
import { statusWord } from './shown-exchange.ts'

interface RedirectPartProps {
  exchange: Exchange
  all: readonly Exchange[]
}

/** Where the answer sends on to, taken apart, who went there, and the chain that it is part of. */
export function RedirectPart({ exchange, all }: RedirectPartProps) {
  const location = locationOf(exchange)
  const chain = chainOf(exchange, all)
  if (!location && chain.length === 0) return null
  return (
    <Part
      title="Redirect"
      {...(chain.length > 0 && { aside: `${chain.length} requests in a row` })}
    >
      {location && (
        <HeldPlace exchangeId={exchange.id} part="response.header" header={location.at}>
          <Address url={location.value} of="redirect">
            <p className={styles.note}>{redirectSentence(exchange, all)}</p>
          </Address>
        </HeldPlace>
      )}
      {chain.length > 0 && (
        <ol className={styles.chain}>
          {chain.map((one) => (
            <li key={one.id} aria-current={one.id === exchange.id ? 'step' : undefined}>
              <code>{statusWord(one)}</code>
              <Foreign>{one.label}</Foreign>
              <code className={styles.where}>
                <Foreign>{withoutQuery(one.request.url)}</Foreign>
              </code>
            </li>
          ))}
        </ol>
      )}
    </Part>
  )
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')
