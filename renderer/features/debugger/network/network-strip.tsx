import { useMemo, useState } from 'react'
import type { RunView } from '../../../../shared/run.ts'
import { classes } from '../../../ui/classes.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useConsoleState } from '../console-context.tsx'
import { selectedStage } from '../console-state.ts'
import { type FilterId, filtered } from './network-filter.ts'
import { NetworkHead } from './network-head.tsx'
import { networkRows } from './network-rows.ts'
import styles from './network.module.css'
import { NetworkTable } from './network-table.tsx'
import { useStripOpen } from './strip-open.ts'
import { spansOf } from './waterfall-spans.ts'

/** Every request of the run with its time; closed it is one line. */
export function NetworkStrip({ run }: { run: RunView }) {
  const [isOpen, setOpen] = useStripOpen()
  const [filter, setFilter] = useState<FilterId>('all')
  const [onlyStage, setOnlyStage] = useState(false)
  const stageId = useConsoleState((state) => selectedStage(state)?.id ?? null)
  const now = useNow(1000, run.waiting !== null || run.held !== null)
  const rows = useMemo(() => networkRows(run), [run])
  const shown = useMemo(
    () => filtered(rows, filter, onlyStage ? stageId : null),
    [rows, filter, onlyStage, stageId],
  )
  const spans = useMemo(() => spansOf(run, now), [run, now])
  return (
    <section
      className={classes(styles.strip, isOpen && styles.open)}
      aria-label="Network"
      data-pane
    >
      <NetworkHead
        run={run}
        rows={rows}
        now={now}
        isOpen={isOpen}
        filter={filter}
        onlyStage={onlyStage}
        onOpen={setOpen}
        onFilter={(id) => {
          setFilter(id)
          setOpen(true)
        }}
        onOnlyStage={(on) => {
          setOnlyStage(on)
          setOpen(true)
        }}
      />
      {isOpen && <NetworkTable rows={shown} spans={spans} now={now} />}
    </section>
  )
}
