// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { RunView } from '../../../shared/run.ts'
import { classes } from '../../ui/classes.ts'
import { useConsole, useConsoleState } from './console-context.tsx'
import { neighbour, selectedStage, showsStart } from './console-state.ts'
import { openDetail } from './diagram/open-detail.ts'
import pane from '../../ui/pane.module.css'
import { StageFoot } from './stage-foot.tsx'
import styles from './stage-list.module.css'
import { StageRow } from './stage-row.tsx'
import { stagesSummary } from './words.ts'

/**
 * The chain of stages. A listbox of our own: react-aria's finds rows by typed letters, and here letters are
 * shortcuts. One tab stop; the arrow keys move the selection and the focus with it.
 */
export function StageList({ run }: { run: RunView }) {
  const console = useConsole()
  const { store, select, holdStage } = console
  const selectedId = useConsoleState((state) => selectedStage(state)?.id)
  const startsSandbox = useConsoleState((state) => showsStart(state) && !state.sandbox?.running)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    // The selection also moves by letters and with the run: it stays in sight, and the focus stays on it.
    if (selectedId === undefined) return
    const row = list.current?.querySelector<HTMLElement>(`[data-stage="${CSS.escape(selectedId)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    if (list.current?.contains(document.activeElement)) row?.focus()
  }, [selectedId])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      return openDetail(console)
    }
    const target = targetOf(event.key)
    if (target === null) return
    event.preventDefault()
    const stageId =
      typeof target === 'number'
        ? neighbour(store.getState(), target)
        : target === 'first'
          ? run.stages[0]?.id
          : run.stages.at(-1)?.id
    if (stageId) select(stageId)
  }

  return (
    <section className={classes(pane.pane, styles.pane)} aria-label="Stages" data-pane>
      <div className={pane.head}>
        <div className={pane.words}>
          <h2 className={pane.title}>Stages</h2>
          <p className={pane.sub}>{stagesSummary(run)}</p>
        </div>
      </div>
      <div
        ref={list}
        role="listbox"
        tabIndex={-1}
        aria-label="Stages"
        className={styles.rows}
        onKeyDown={onKeyDown}
      >
        {run.stages.map((stage) => (
          <StageRow
            key={stage.id}
            stage={stage}
            selected={stage.id === selectedId}
            startsSandbox={startsSandbox && stage.status === 'next'}
            onSelect={() => select(stage.id)}
            onHold={(on) => void holdStage(stage.id, on)}
          />
        ))}
      </div>
      {run.state !== 'ready' && <StageFoot run={run} />}
    </section>
  )
}

function targetOf(key: string): 1 | -1 | 'first' | 'last' | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'Home':
      return 'first'
    case 'End':
      return 'last'
    default:
      return null
  }
}
