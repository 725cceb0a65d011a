import { type ReactNode, type Ref, use } from 'react'
import {
  Button as AriaButton,
  type ButtonProps,
  Tooltip,
  type TooltipProps,
  TooltipTrigger,
} from 'react-aria-components'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { HintsContext } from './hints.ts'
import { Icon } from './icon.tsx'
import { KeyCap } from './key-cap.tsx'
import type { IconName } from './sprite.tsx'

interface Props extends Omit<ButtonProps, 'className' | 'children'> {
  children: ReactNode
  icon?: IconName
  shortcut?: string
  kind?: 'plain' | 'quiet' | 'primary'
  size?: 'small' | 'normal' | 'big'
  className?: string
  ref?: Ref<HTMLButtonElement>
}

export function Button({ children, icon, shortcut, kind, size, className, ...rest }: Props) {
  return (
    <AriaButton
      {...rest}
      className={classes(
        styles.button,
        kind === 'quiet' && styles.quiet,
        kind === 'primary' && styles.primary,
        size === 'small' && styles.small,
        size === 'big' && styles.big,
        className,
      )}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {shortcut && <KeyCap onFill={kind === 'primary'}>{shortcut}</KeyCap>}
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'className' | 'children'> {
  /** Name for everybody who does not see the icon, and the tooltip for those who do. */
  label: string
  icon: IconName
  shortcut?: string
  small?: boolean
  className?: string
}

export function IconButton({ label, icon, shortcut, small, className, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classes(
          styles.button,
          styles.quiet,
          styles.iconOnly,
          small && styles.small,
          className,
        )}
      >
        <Icon name={icon} />
      </AriaButton>
      <Hint shortcut={shortcut}>{label}</Hint>
    </TooltipTrigger>
  )
}

interface HintProps {
  children: string
  shortcut?: string
  placement?: TooltipProps['placement']
}

/** The tooltip of the control beside it in a TooltipTrigger. */
export function Hint({ children, shortcut, placement = 'top' }: HintProps) {
  return (
    <Tooltip
      className={styles.tooltip}
      placement={placement}
      offset={6}
      UNSTABLE_portalContainer={use(HintsContext) ?? undefined}
    >
      {children}
      {shortcut && <KeyCap>{shortcut}</KeyCap>}
    </Tooltip>
  )
}
