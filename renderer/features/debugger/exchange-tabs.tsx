import type { StageView } from '../../../shared/run.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { useConsoleState } from './console-context.tsx'
import styles from './detail.module.css'
import { ExchangeChoice } from './exchange/exchange-choice.tsx'
import { ExchangeView } from './exchange/exchange-view.tsx'
import { shownExchange, shownTogether } from './exchange/shown-exchange.ts'
import { draftLines } from './exchange-lines.ts'
import { Section } from './section.tsx'

/** What was sent; before that, what would be. */
export function RequestTab({ stage }: { stage: StageView }) {
  if (stage.exchanges.length > 0) return <Exchanges stage={stage} side="request" />
  if (stage.previews.length === 0) return <Empty stage={stage} what="request" />
  return (
    <div className={styles.blocks}>
      {stage.previews.map((preview) => (
        <Section key={preview.label} title={preview.label} aside="to be sent">
          <CodeBlock lines={draftLines(preview)} />
        </Section>
      ))}
    </div>
  )
}

export function ResponseTab({ stage }: { stage: StageView }) {
  if (stage.exchanges.length > 0) return <Exchanges stage={stage} side="response" />
  return <Empty stage={stage} what="response" />
}

/** Two of them below each other; of more, the one that is chosen. */
function Exchanges({ stage, side }: { stage: StageView; side: 'request' | 'response' }) {
  const selectedId = useConsoleState((state) => state.selectedExchangeId)
  const { exchanges } = stage
  const shown = shownExchange(exchanges, selectedId)
  const together = exchanges.length <= shownTogether
  return (
    <div className={styles.blocks}>
      {!together && shown && (
        <ExchangeChoice stageId={stage.id} exchanges={exchanges} shown={shown} />
      )}
      {exchanges
        .filter((exchange) => together || exchange === shown)
        .map((exchange) => (
          <ExchangeView
            key={exchange.id}
            exchange={exchange}
            all={exchanges}
            side={side}
            isSelected={together && exchange.id === selectedId}
          />
        ))}
    </div>
  )
}

function Empty({ stage, what }: { stage: StageView; what: 'request' | 'response' }) {
  const over = stage.status === 'passed' || stage.status === 'failed'
  return (
    <div className={styles.blocks}>
      <p className={styles.empty}>
        {over || stage.status === 'skipped'
          ? `This stage had no ${what}: nothing was sent.`
          : `No ${what} yet. It stands here once the stage has run.`}
      </p>
    </div>
  )
}
