import { Chip } from '../../ui/chip.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useConsoleState } from './console-context.tsx'
import { showsStart } from './console-state.ts'
import { StartFromDialog } from './editing/start-from-dialog.tsx'
import { Pickers } from './pickers.tsx'
import { PrimaryButton } from './primary-button.tsx'
import { RunControls } from './run-controls.tsx'
import styles from './toolbar.module.css'
import { runWords } from './words.ts'

export function Toolbar() {
  const run = useConsoleState((state) => state.run)
  const onStart = useConsoleState(showsStart)
  const now = useNow(1000, run?.state === 'waiting')
  return (
    <header className={styles.toolbar} data-pane>
      <Pickers />
      {run && <Kind sandbox={run.connection.kind === 'sandbox'} />}
      <span className={styles.state}>{run && !onStart && runWords(run, now)}</span>
      {run && !onStart && <RunControls />}
      <PrimaryButton />
      <StartFromDialog />
    </header>
  )
}

/** Whether a real platform is at the other end; of the sandbox the picker says it too. */
const Kind = ({ sandbox }: { sandbox: boolean }) =>
  sandbox ? (
    <span className={styles.sandbox}>
      <Chip icon="sandbox">Sandbox</Chip>
    </span>
  ) : (
    <Chip icon="globe" tone="info">
      Live
    </Chip>
  )
