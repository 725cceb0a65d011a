import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './sprite.tsx'

interface ChipProps {
  children: ReactNode
  icon?: IconName
  tone?: 'plain' | 'info'
  title?: string
}

export function Chip({ children, icon, tone, title }: ChipProps) {
  return (
    <span className={classes(styles.chip, tone === 'info' && styles.info)} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}
