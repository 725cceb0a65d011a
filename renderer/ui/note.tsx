import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './note.module.css'

interface NoteProps {
  children: ReactNode
  tone?: 'info' | 'warning' | 'failed'
  /** `alert` for what came up just now and concerns what the person is doing. */
  role?: 'alert'
}

export function Note({ children, tone, role }: NoteProps) {
  return (
    <div
      role={role}
      className={classes(
        styles.note,
        tone === 'warning' && styles.warning,
        tone === 'failed' && styles.failed,
      )}
    >
      {children}
    </div>
  )
}
