import type { Exchange } from '../../../shared/exchange.ts'
import type { StageView } from '../../../shared/run.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { formatDuration, formatSize, formatTime } from '../../ui/format.ts'
import { Note } from '../../ui/note.tsx'
import styles from './detail.module.css'
import { draftLines, responseLines } from './exchange-lines.ts'
import { Section } from './section.tsx'

/** What was sent; before that, what would be. */
export function RequestTab({ stage }: { stage: StageView }) {
  const requests = stage.exchanges.length > 0 ? stage.exchanges : stage.previews
  if (requests.length === 0) return <Empty stage={stage} what="request" />
  return (
    <div className={styles.blocks}>
      {stage.exchanges.map((exchange) => (
        <Section
          key={exchange.id}
          title={exchange.label}
          aside={`${exchange.incoming ? 'came to us' : 'sent'} ${formatTime(exchange.startedAt)}`}
        >
          <CodeBlock lines={draftLines(exchange.request)} />
        </Section>
      ))}
      {stage.exchanges.length === 0 &&
        stage.previews.map((preview) => (
          <Section key={preview.label} title={preview.label} aside="to be sent">
            <CodeBlock lines={draftLines(preview)} />
          </Section>
        ))}
    </div>
  )
}

export function ResponseTab({ stage }: { stage: StageView }) {
  if (stage.exchanges.length === 0) return <Empty stage={stage} what="response" />
  return (
    <div className={styles.blocks}>
      {stage.exchanges.map((exchange) => (
        <Section key={exchange.id} title={exchange.label} aside={facts(exchange)}>
          {exchange.response && <CodeBlock lines={responseLines(exchange.response)} />}
          {exchange.failure && (
            <Note tone="failed">
              <p>
                <Foreign>{exchange.failure.message}</Foreign>
              </p>
              <code>{exchange.failure.code}</code>
            </Note>
          )}
        </Section>
      ))}
    </div>
  )
}

function facts({ response, timing, incoming }: Exchange): string {
  if (!response) return 'no answer'
  const size = formatSize(response.size)
  if (incoming) return `answered by the console, ${size}`
  return `${formatDuration(timing.wait)} until the headers, ${formatDuration(timing.receive)} for the body, ${size}`
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
