import { useId } from 'react'
import { TooltipTrigger } from 'react-aria-components'
import { Button, Hint } from '../../ui/button.tsx'
import { formatDuration } from '../../ui/format.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useNow } from '../../ui/use-now.ts'
import { useConnections } from '../connections/connections-context.tsx'
import { narrowQuery } from '../connections/narrow.ts'
import { useConsole } from '../debugger/console-context.tsx'
import toolbar from '../debugger/toolbar.module.css'
import { useAdministration, useLiveState } from './live-context.tsx'
import styles from './live-action.module.css'
import { standing } from './primary.ts'
import { useLive, usePrimary } from './use-live.ts'

/** Under 300 ms nothing is said of waiting (screens.md section 5). */
const quietMilliseconds = 300

/** How the live side stands, and its one filled button: the verb and the host. */
export function LiveAction() {
  const administration = useAdministration()
  const found = usePrimary({ administration, connections: useConnections(), console: useConsole() })
  const live = useLive()
  const busy = useLiveState((state) => state.busy)
  const narrow = useMedia(narrowQuery)
  const now = useNow(100, busy !== null)
  const stateId = useId()
  const waited = busy === null ? 0 : now - busy.since
  const waiting = busy !== null && waited >= quietMilliseconds
  const label = found?.primary.label ?? 'Read'
  const reason = found ? found.primary.reason : 'nothing can be read here'
  const shown = narrow ? (found?.primary.shortLabel ?? 'Read') : label
  const words = live?.resource ? standing(live.opened) : ''
  return (
    <>
      <output id={stateId} className={styles.state}>
        {[words, reason].filter(Boolean).join(': ')}
      </output>
      <TooltipTrigger delay={500}>
        <Button
          kind="primary"
          className={toolbar.primary}
          icon="play"
          shortcut="N"
          aria-label={label}
          aria-describedby={stateId}
          isDisabled={reason !== null}
          onPress={() => busy === null && found?.press()}
          data-testid="live-action"
        >
          {waiting ? `Asking, ${formatDuration(waited)}` : shown}
        </Button>
        <Hint>{label}</Hint>
      </TooltipTrigger>
    </>
  )
}
