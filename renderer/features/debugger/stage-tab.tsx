import { useEffect, useRef } from 'react'
import type { StageView } from '../../../shared/run.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { KeyValueTable } from '../../ui/key-value-table.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Note } from '../../ui/note.tsx'
import { Prose } from '../../ui/prose.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { ChoiceView } from './choice-view.tsx'
import styles from './detail.module.css'
import { heldKey } from './editing/editing-state.ts'
import { HeldView } from './editing/held-view.tsx'
import { InputsSection } from './editing/inputs-section.tsx'
import { ReuseNote, warnsOfReuse } from './editing/reuse-note.tsx'
import { FailureView } from './failure-view.tsx'
import { FindingsView } from './findings/findings-view.tsx'
import { draftLines } from './exchange-lines.ts'
import { Hops } from './hops.tsx'
import { PlannedRedirect } from './redirect-banner.tsx'
import { Section } from './section.tsx'
import { WaitingOver } from './waiting-over.tsx'
import { WaitingView } from './waiting-view.tsx'

/** What the stage does and what it has to do it with; what went wrong or is awaited comes first. */
export function StageTab({ stage }: { stage: StageView }) {
  const waiting = useConsoleState(({ run }) => run?.waiting ?? null)
  const choosing = useConsoleState(({ run }) => run?.choosing ?? null)
  const run = useConsoleState((state) => state.run)
  const held = run?.held?.stageId === stage.id ? run.held : null
  const reuses = run && warnsOfReuse(run, stage)
  return (
    <div className={styles.blocks}>
      <Top key={`${stage.status} ${reuses}`} />
      {reuses && stage.status === 'next' && <ReuseNote run={run} stage={stage} />}
      {stage.status === 'stale' && <StaleNote stage={stage} />}
      {stage.failure?.code === 'callback_timeout' && stage.status === 'failed' && <WaitingOver />}
      {stage.status === 'failed' && <FailureView stage={stage} />}
      {stage.status === 'passed' && (
        <FindingsView findings={stage.findings} title="What its warning leads to" />
      )}
      {reuses && stage.status === 'failed' && <ReuseNote run={run} stage={stage} />}
      {held && <HeldView key={run && heldKey(run)} held={held} />}
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
      <PlannedRedirect stage={stage} />
      <InputsSection stage={stage} />
      {!held && <Previews stage={stage} />}
      {stage.outputs.length > 0 && (
        <Section title="Outputs" aside="what later stages use">
          <KeyValueTable rows={stage.outputs} label="Outputs" />
        </Section>
      )}
      {stage.spec && <p className={styles.aside}>{stage.spec}</p>}
    </div>
  )
}

/** What came up just now stands first: another state of the stage begins at its top. */
function Top() {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    place.current?.closest('[role="tabpanel"]')?.scrollTo(0, 0)
  }, [])
  return <span ref={place} hidden />
}

/** What the stage would send; the first of several can be changed before it is. */
function Previews({ stage }: { stage: StageView }) {
  const { editRequest, copyPreviewCurl } = useConsole()
  if (stage.exchanges.length > 0) return null
  return stage.previews.map((preview, index) => (
    <Section
      key={preview.label}
      title="Request to be sent"
      aside={preview.label}
      actions={
        <>
          {index === 0 && stage.status === 'next' && (
            <Button
              size="small"
              kind="quiet"
              icon="edit"
              shortcut="E"
              onPress={() => void editRequest(stage.id)}
            >
              Edit
            </Button>
          )}
          <Button
            size="small"
            kind="quiet"
            icon="copy"
            {...(index === 0 && { shortcut: 'C' })}
            onPress={() => void copyPreviewCurl(stage.id, index)}
          >
            Copy as curl
          </Button>
        </>
      }
    >
      <CodeBlock lines={draftLines(preview)} />
    </Section>
  ))
}

function StaleNote({ stage }: { stage: StageView }) {
  return (
    <div className={styles.stale}>
      <Mark name="stale" />
      <p>
        {`Stale${stage.reason ? `, ${stage.reason}` : ''}. What stands here is of the time before; it is used no more.`}
      </p>
    </div>
  )
}
