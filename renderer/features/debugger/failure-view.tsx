import type { Exchange } from '../../../shared/exchange.ts'
import type { StageView } from '../../../shared/run.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { count } from '../../ui/format.ts'
import { KeyValueTable } from '../../ui/key-value-table.tsx'
import { ChecksTable } from './checks-tab.tsx'
import { useConsole } from './console-context.tsx'
import styles from './detail.module.css'
import { rawLines, tookOf } from './exchange-lines.ts'
import { FindingsView } from './findings/findings-view.tsx'
import { Section } from './section.tsx'

/** A failed stage from the sentence down to the bytes. */
export function FailureView({ stage }: { stage: StageView }) {
  const { failure } = stage
  const failed = stage.checks.filter((check) => check.status === 'failed')
  const evidence = Object.entries(failure?.evidence ?? {})
  // The last exchange is the one that decided: a stage stops at the first refusal.
  const exchange = failure ? stage.exchanges.at(-1) : undefined
  const named = stage.findings.length > 0
  return (
    <>
      <FindingsView findings={stage.findings} />
      <div>
        {named && <h3 className={styles.quiet}>As the stage said it</h3>}
        <p className={named ? undefined : styles.failure}>
          <Foreign>
            {failure?.message ?? failed[0]?.message ?? 'A check of this stage failed.'}
          </Foreign>
        </p>
        {failure && <code className={styles.code}>{failure.code}</code>}
        {!failure && (
          <p className={styles.empty}>The run went on, to hear what the platform says.</p>
        )}
      </div>
      {/* A finding has said what it comes from. */}
      {!named && evidence.length > 0 && (
        <Section title="Evidence">
          <KeyValueTable
            label="Evidence"
            rows={evidence.map(([name, value]) => ({
              name,
              value: typeof value === 'string' ? value : JSON.stringify(value),
            }))}
          />
        </Section>
      )}
      {failed.length > 0 && (
        <Section title={failed.length === 1 ? 'Failed check' : 'Failed checks'}>
          <ChecksTable checks={failed} />
        </Section>
      )}
      {exchange && <RawExchange exchange={exchange} of={stage.exchanges.length} />}
    </>
  )
}

function RawExchange({ exchange, of }: { exchange: Exchange; of: number }) {
  const { copyCurl } = useConsole()
  return (
    <Section
      title="Raw exchange"
      aside={[count(of, 'request'), tookOf(exchange)].filter(Boolean).join(', ')}
      actions={
        <Button
          size="small"
          kind="quiet"
          icon="copy"
          shortcut="C"
          onPress={() => void copyCurl(exchange.id)}
        >
          Copy as curl
        </Button>
      }
    >
      <CodeBlock lines={rawLines(exchange)} />
    </Section>
  )
}
