import { ToggleButton, TooltipTrigger } from 'react-aria-components'
import type { StageView } from '../../../../shared/run.ts'
import { Hint } from '../../../ui/button.tsx'
import button from '../../../ui/button.module.css'
import { classes } from '../../../ui/classes.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useConsole, useConsoleState } from '../console-context.tsx'
import styles from './editing.module.css'

/** The breakpoint of one stage: its requests stop before they are sent. */
export function HoldToggle({ stage }: { stage: StageView }) {
  const { holdStage } = useConsole()
  const all = useConsoleState(({ run }) => run?.holdsAll === true)
  return (
    <Toggle
      label={all ? 'Every stage holds its requests' : 'Hold the requests of this stage'}
      shortcut="H"
      small
      isSelected={stage.holds}
      isDisabled={all || stage.status === 'skipped'}
      onChange={(on) => void holdStage(stage.id, on)}
    />
  )
}

/** The same for every stage, in the toolbar. */
export function HoldAllToggle({ className }: { className?: string }) {
  const { hold } = useConsole()
  const all = useConsoleState(({ run }) => run?.holdsAll === true)
  return (
    <Toggle
      label="Hold every request before it is sent"
      shortcut="Shift H"
      isSelected={all}
      onChange={(on) => void hold(null, on)}
      className={className}
    />
  )
}

interface ToggleProps {
  label: string
  shortcut: string
  small?: boolean
  isSelected: boolean
  isDisabled?: boolean
  onChange: (on: boolean) => void
  className?: string
}

function Toggle({ label, shortcut, small, className, ...rest }: ToggleProps) {
  return (
    <TooltipTrigger delay={500}>
      <ToggleButton
        {...rest}
        aria-label={label}
        className={classes(
          button.button,
          button.quiet,
          button.iconOnly,
          small && button.small,
          styles.toggle,
          className,
        )}
      >
        <Icon name="hold" />
      </ToggleButton>
      <Hint shortcut={shortcut}>{label}</Hint>
    </TooltipTrigger>
  )
}
