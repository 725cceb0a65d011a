import type { ReactNode } from 'react'
import styles from './exchange.module.css'

interface PartProps {
  title: string
  /** A quiet fact beside the title. */
  aside?: string
  actions?: ReactNode
  children: ReactNode
}

/** A titled part of an exchange. */
export function Part({ title, aside, actions, children }: PartProps) {
  return (
    <div>
      <div className={styles.partHead}>
        <h4>{title}</h4>
        {aside && <span className={styles.quiet}>{aside}</span>}
        {actions && <span className={styles.actions}>{actions}</span>}
      </div>
      {children}
    </div>
  )
}
