import { Group } from 'react-aria-components'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuAction } from '../../ui/menu.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useConsole, useConsoleState } from './console-context.tsx'
import { awaitsPerson, flowOf, rewindTarget } from './console-state.ts'
import { kindsFor, startFromLabel } from './editing/beginning.ts'
import { HoldAllToggle } from './editing/hold-toggle.tsx'
import styles from './toolbar.module.css'

/** What can be done to the run besides the primary action. */
export function RunControls() {
  const { rewind, toEnd, pause, cancel } = useConsole()
  const narrow = useMedia('(max-width: 999px)')
  const run = useConsoleState((state) => state.run)
  const target = useConsoleState(rewindTarget)
  const actions = useMoreActions(narrow)
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
      {!narrow && <HoldAllToggle className={styles.control} />}
      <IconButton
        className={styles.control}
        label="Cancel the run"
        icon="stop"
        isDisabled={!busy}
        onPress={() => void cancel()}
      />
      {actions.length > 0 && (
        <Menu label="More for this run" className={styles.control} actions={actions} />
      )}
    </Group>
  )
}

/** Where it is narrow, what has no room beside the others stands here as well. */
function useMoreActions(narrow: boolean): MenuAction[] {
  const { store, hold } = useConsole()
  const holdsAll = useConsoleState(({ run }) => run?.holdsAll === true)
  const flow = useConsoleState((state) => state.run && flowOf(state, state.run))
  const kinds = kindsFor(flow ?? undefined)
  const holding: MenuAction = {
    id: 'hold-all',
    label: holdsAll ? 'Hold no request any longer' : 'Hold every request before it is sent',
    icon: 'hold',
    act: () => void hold(null, !holdsAll),
  }
  const starting: MenuAction = {
    id: 'start-from',
    label: startFromLabel(kinds),
    icon: 'paste',
    act: () => store.setState({ dialog: 'start-from' }),
  }
  return [...(narrow ? [holding] : []), ...(kinds.length > 0 ? [starting] : [])]
}
