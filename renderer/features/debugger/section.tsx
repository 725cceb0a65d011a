import type { ReactNode } from 'react'
import styles from './detail.module.css'

interface SectionProps {
  title: string
  /** A quiet fact beside the title. */
  aside?: string
  actions?: ReactNode
  children: ReactNode
}

/** A titled block of the detail. */
export function Section({ title, aside, actions, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className={styles.section}>
        <h3>{title}</h3>
        {aside && <span className={styles.aside}>{aside}</span>}
        {actions && <span className={styles.end}>{actions}</span>}
      </div>
      {children}
    </section>
  )
}
