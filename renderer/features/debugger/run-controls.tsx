import { Group } from 'react-aria-components'
import { IconButton } from '../../ui/button.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { awaitsPerson, rewindTarget } from './console-state.ts'
import styles from './toolbar.module.css'

/** What can be done to the run besides the primary action. */
export function RunControls() {
  const { rewind, toEnd, pause, cancel } = useConsole()
  const run = useConsoleState((state) => state.run)
  const target = useConsoleState(rewindTarget)
  if (!run) return null
  const busy = run.state === 'running' || awaitsPerson(run)
  return (
    <Group className={styles.group} aria-label="Run">
      <IconButton
        className={styles.control}
        label={target ? `Go back to stage ${target.number}` : 'Go back to the selected stage'}
        icon="back"
        shortcut="B"
        isDisabled={!target}
        onPress={() => target && void rewind(target.id)}
      />
      <IconButton
        className={styles.control}
        label="Run to the end"
        icon="toend"
        shortcut="Shift N"
        isDisabled={run.toEnd}
        onPress={() => void toEnd()}
      />
      <IconButton
        className={styles.control}
        label="Pause after this stage"
        icon="pause"
        shortcut="P"
        isDisabled={!busy || !run.toEnd}
        onPress={() => void pause()}
      />
      <IconButton
        className={styles.control}
        label="Cancel the run"
        icon="stop"
        isDisabled={!busy}
        onPress={() => void cancel()}
      />
    </Group>
  )
}
