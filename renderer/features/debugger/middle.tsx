import type { RunView } from '../../../shared/run.ts'
import { Chip } from '../../ui/chip.tsx'
import pane from '../../ui/pane.module.css'
import { Segments } from '../../ui/segments.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { hasLadder, middleView, selectedStage } from './console-state.ts'
import { Diagram } from './diagram/diagram.tsx'
import { Ladder } from './ladder.tsx'
import styles from './middle.module.css'
import { middleTitles } from './tabs.ts'

/** Diagram or ladder as a pane of its own, where there is width for it. */
export function MiddlePane({ run }: { run: RunView }) {
  const view = useConsoleState(middleView)
  return (
    <section className={pane.pane} aria-label={middleTitles[view]} data-pane>
      <Middle run={run} />
    </section>
  )
}

/** The same as the content of a tab, where there is not. */
export function Middle({ run }: { run: RunView }) {
  const view = useConsoleState(middleView)
  return view === 'diagram' ? (
    <Diagram run={run} over={<Switch />} />
  ) : (
    <div className={styles.ladder}>
      <div className={pane.head}>
        <Switch />
        <span className={styles.end}>
          {run.verdict && (
            <Chip>
              {run.verdict.predicted.mode === 'offline'
                ? 'offline, jwks present'
                : 'online, introspection'}
            </Chip>
          )}
        </span>
      </div>
      <Rungs run={run} />
    </div>
  )
}

/** Only where the flow judges a token there is a ladder to switch to. */
function Switch() {
  const { showMiddle } = useConsole()
  const view = useConsoleState(middleView)
  const switches = useConsoleState(hasLadder)
  if (!switches)
    return (
      <span className={styles.message} aria-hidden="true">
        Message
      </span>
    )
  return (
    <Segments
      label="Middle pane"
      items={[
        { id: 'diagram', label: middleTitles.diagram },
        { id: 'ladder', label: middleTitles.ladder },
      ]}
      value={view}
      onChange={showMiddle}
    />
  )
}

function Rungs({ run }: { run: RunView }) {
  const stage = useConsoleState(selectedStage)
  return (
    // It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable); it is no fieldset.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div className={pane.body} tabIndex={0} role="group" aria-label="Checks in order">
      <Ladder run={run} stage={stage} />
    </div>
  )
}
