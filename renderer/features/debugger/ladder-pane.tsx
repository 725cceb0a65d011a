import type { RunView } from '../../../shared/run.ts'
import { Chip } from '../../ui/chip.tsx'
import { useConsoleState } from './console-context.tsx'
import { flowOf, selectedStage } from './console-state.ts'
import { Ladder } from './ladder.tsx'
import pane from '../../ui/pane.module.css'

/** The ladder as a pane of its own, where there is width for it. */
export function LadderPane({ run }: { run: RunView }) {
  const stage = useConsoleState(selectedStage)
  const { verdict } = run
  const judges = useConsoleState((state) => flowOf(state, run)?.judges !== false)
  const checked = verdict || (judges && !stage?.checks.length) ? null : stage
  return (
    <section className={pane.pane} aria-label="Ladder" data-pane>
      <div className={pane.head}>
        <div className={pane.words}>
          <h2 className={pane.title}>{checked ? 'Checks' : 'Ladder'}</h2>
          <p className={pane.sub}>{subtitle(run, checked)}</p>
        </div>
        {verdict && (
          <Chip>
            {verdict.predicted.mode === 'offline'
              ? 'offline, jwks present'
              : 'online, introspection'}
          </Chip>
        )}
      </div>
      {/* It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable); it is no fieldset. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      <div className={pane.body} tabIndex={0} role="group" aria-label="Checks in order">
        <Ladder run={run} stage={stage} />
      </div>
    </section>
  )
}

function subtitle(run: RunView, checked: { number: number; title: string } | null): string {
  if (run.verdict) return `the platform's own checks, ${run.verdict.predicted.site}`
  return checked
    ? `stage ${checked.number}, ${checked.title}`
    : "the platform's own checks, in its order"
}
