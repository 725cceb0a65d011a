import type { StageView } from '../../../shared/run.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { KeyValueTable } from '../../ui/key-value-table.tsx'
import { Note } from '../../ui/note.tsx'
import { Prose } from '../../ui/prose.tsx'
import { useConsoleState } from './console-context.tsx'
import { ChoiceView } from './choice-view.tsx'
import styles from './detail.module.css'
import { FailureView } from './failure-view.tsx'
import { draftLines } from './exchange-lines.ts'
import { Hops } from './hops.tsx'
import { Section } from './section.tsx'
import { WaitingView } from './waiting-view.tsx'

/** What the stage does and what it has to do it with; what went wrong or is awaited comes first. */
export function StageTab({ stage }: { stage: StageView }) {
  const waiting = useConsoleState(({ run }) => run?.waiting ?? null)
  const choosing = useConsoleState(({ run }) => run?.choosing ?? null)
  return (
    <div className={styles.blocks}>
      {stage.status === 'failed' && <FailureView stage={stage} />}
      {stage.status === 'waiting' && waiting && <WaitingView waiting={waiting} />}
      {stage.status === 'choosing' && choosing && <ChoiceView question={choosing} />}
      <p className={styles.explanation}>
        <Prose>{stage.explanation}</Prose>
      </p>
      {stage.lookAt && (
        <Note>
          <strong>Look at</strong> <Prose>{stage.lookAt}</Prose>
        </Note>
      )}
      {stage.hops.length > 0 && <Hops hops={stage.hops} />}
      {stage.inputs.length > 0 && (
        <Section title="Inputs" aside="each with where it came from">
          <KeyValueTable rows={stage.inputs} label="Inputs" />
        </Section>
      )}
      {stage.exchanges.length === 0 &&
        stage.previews.map((preview) => (
          <Section key={preview.label} title="Request to be sent" aside={preview.label}>
            <CodeBlock lines={draftLines(preview)} />
          </Section>
        ))}
      {stage.outputs.length > 0 && (
        <Section title="Outputs" aside="what later stages use">
          <KeyValueTable rows={stage.outputs} label="Outputs" />
        </Section>
      )}
      {stage.spec && <p className={styles.aside}>{stage.spec}</p>}
    </div>
  )
}
