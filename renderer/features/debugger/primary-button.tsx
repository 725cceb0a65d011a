import { useState } from 'react'
import { TooltipTrigger } from 'react-aria-components'
import { Button, Hint } from '../../ui/button.tsx'
import { formatDuration } from '../../ui/format.ts'
import { useMedia } from '../../ui/use-media.ts'
import type { Primary } from './primary.ts'
import styles from './toolbar.module.css'
import { quietMilliseconds, usePrimary, useRunningFor } from './use-primary.ts'

/** From here on a label may be cut off, even where there is room for the host. */
const longLabel = 40

/** The one filled button: the verb and the host of what it will do. */
export function PrimaryButton() {
  const { primary, press } = usePrimary()
  const runningFor = useRunningFor()
  const narrow = useMedia('(max-width: 1099px)')
  const quiet = primary?.does === 'cancel' && (runningFor ?? 0) < quietMilliseconds
  const [before, setBefore] = useState<Primary | null>(null)
  if (primary && primary.does !== 'cancel' && primary.label !== before?.label) setBefore(primary)

  const shown = quiet ? (before ?? primary) : primary
  if (!primary || !shown) return null
  const seconds = Math.max(100, runningFor ?? 0) / 1000
  const label =
    shown.does === 'cancel'
      ? `${shown.label}, ${counted(seconds)}`
      : narrow
        ? shown.shortLabel
        : shown.label
  return (
    <TooltipTrigger delay={500} isDisabled={!narrow && shown.label.length < longLabel}>
      <Button
        kind="primary"
        className={styles.primary}
        icon={shown.icon}
        shortcut={shown.shortcut}
        // The full label names the host, which the short one leaves out. A running clock is no name.
        aria-label={shown.label}
        // Too soon for a second press to mean Cancel.
        onPress={() => !quiet && press()}
        data-testid="primary"
      >
        {label}
      </Button>
      <Hint>{shown.label}</Hint>
    </TooltipTrigger>
  )
}

const counted = (seconds: number) =>
  seconds < 60 ? `${seconds.toFixed(1)} s` : formatDuration(seconds * 1000)
