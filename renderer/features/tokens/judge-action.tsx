import { TooltipTrigger } from 'react-aria-components'
import { Button, Hint } from '../../ui/button.tsx'
import { formatDuration } from '../../ui/format.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useNow } from '../../ui/use-now.ts'
import toolbar from '../debugger/toolbar.module.css'
import { narrowQuery } from './tabs.ts'
import { useTokensState } from './tokens-context.tsx'
import { useJudgeButton } from './use-judge.ts'

/** Under 300 ms nothing is said of waiting (screens.md section 5). */
const quietMilliseconds = 300

/** The one filled button: the verb and the hosts that it will ask. */
export function JudgeAction() {
  const { label, shortLabel, isPossible, press } = useJudgeButton()
  const since = useTokensState((state) => state.judgingSince)
  const narrow = useMedia(narrowQuery)
  const now = useNow(100, since !== null)
  const waited = since === null ? 0 : now - since
  const waiting = since !== null && waited >= quietMilliseconds
  return (
    <TooltipTrigger delay={500} isDisabled={!narrow}>
      <Button
        kind="primary"
        className={toolbar.primary}
        icon="play"
        shortcut="N"
        // The full label names the host, which the short one leaves out.
        aria-label={label}
        isDisabled={!isPossible}
        onPress={() => since === null && press()}
        data-testid="judge"
      >
        {waiting ? `Asking, ${formatDuration(waited)}` : narrow ? shortLabel : label}
      </Button>
      <Hint>{label}</Hint>
    </TooltipTrigger>
  )
}
