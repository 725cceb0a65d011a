import { TooltipTrigger } from 'react-aria-components'
import { Button, Hint } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useNow } from '../../ui/use-now.ts'
import toolbar from '../debugger/toolbar.module.css'
import { narrowQuery } from './narrow.ts'
import { useProviders, useProvidersState } from './providers-context.tsx'
import { hostOf } from './providers-state.ts'
import styles from './providers-toolbar.module.css'
import { cancelWords } from './result-words.ts'

/** Under 300 ms nothing is said of waiting (screens.md section 5). */
export const quietMilliseconds = 300

/** The one filled button: whom it will ask, and while it asks, how to stop it. */
export function CheckAction() {
  const { check, cancel } = useProviders()
  const host = useProvidersState((state) => hostOf(state.settings))
  const report = useProvidersState((state) => state.report)
  const since = useProvidersState((state) => state.since)
  const narrow = useMedia(narrowQuery)
  const now = useNow(100, since !== null)
  const isSaid = since !== null && now - since >= quietMilliseconds
  const isAgain = report !== null && report.host === host
  const label = host === null ? 'Check a provider' : `Check ${host}${isAgain ? ' again' : ''}`
  const words = isAgain ? 'Check again' : narrow ? 'Check' : label
  return (
    <TooltipTrigger delay={500} isDisabled={!narrow && !isAgain}>
      <Button
        kind="primary"
        className={classes(toolbar.primary, styles.primary)}
        icon={isSaid ? 'stop' : isAgain ? 'rerun' : 'play'}
        shortcut="N"
        // The full label names the host, which the short one leaves out. A count that moves is no name.
        aria-label={isSaid ? 'Cancel the check' : label}
        isDisabled={host === null}
        // Too soon for a second press to mean Cancel.
        onPress={() => void (since === null ? check() : isSaid ? cancel() : undefined)}
        data-testid="check"
      >
        {isSaid && report ? cancelWords(report) : words}
      </Button>
      <Hint>{label}</Hint>
    </TooltipTrigger>
  )
}
