import type { StageView } from '../../../shared/run.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { count } from '../../ui/format.ts'
import { KeyValueTable } from '../../ui/key-value-table.tsx'
import { ChecksTable } from './checks-tab.tsx'
import styles from './detail.module.css'
import { rawLines, tookOf } from './exchange-lines.ts'
import { Section } from './section.tsx'

/** A failed stage from the sentence down to the bytes. */
export function FailureView({ stage }: { stage: StageView }) {
  const { failure } = stage
  const failed = stage.checks.filter((check) => check.status === 'failed')
  const evidence = Object.entries(failure?.evidence ?? {})
  // The last exchange is the one that decided: a stage stops at the first refusal.
  const exchange = failure ? stage.exchanges.at(-1) : undefined
  return (
    <>
      <div>
        <p className={styles.failure}>
          <Foreign>
            {failure?.message ?? failed[0]?.message ?? 'A check of this stage failed.'}
          </Foreign>
        </p>
        {failure && <code className={styles.code}>{failure.code}</code>}
        {!failure && (
          <p className={styles.empty}>The run went on, to hear what the platform says.</p>
        )}
      </div>
      {evidence.length > 0 && (
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
      {exchange && (
        <Section
          title="Raw exchange"
          aside={[count(stage.exchanges.length, 'request'), tookOf(exchange)]
            .filter(Boolean)
            .join(', ')}
        >
          <CodeBlock lines={rawLines(exchange)} />
        </Section>
      )}
    </>
  )
}
