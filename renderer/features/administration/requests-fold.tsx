import type { Exchange } from '../../../shared/exchange.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Fold } from '../../ui/fold.tsx'
import { count } from '../../ui/format.ts'
import { rawLines } from '../debugger/exchange-lines.ts'
import styles from './live-pane.module.css'

/** What was sent for it, and what came back. */
export function RequestsFold({ exchanges }: { exchanges: readonly Exchange[] }) {
  if (exchanges.length === 0) return null
  return (
    <Fold title={count(exchanges.length, 'request')} aside={exchanges.map(summaryOf).join(', ')}>
      {exchanges.map((exchange) => (
        <div key={exchange.id} className={styles.request}>
          <p>{summaryOf(exchange)}</p>
          <CodeBlock lines={rawLines(exchange)} />
        </div>
      ))}
    </Fold>
  )
}

const summaryOf = ({ label, response }: Exchange) =>
  `${label} ${response?.status ?? 'without answer'}`
