import type { ReactNode } from 'react'
import styles from './sub-head.module.css'

interface SubHeadProps {
  title: string
  id?: string
  /** A quiet fact beside the title. */
  aside?: ReactNode
  /** Stands at the end of the line. */
  children?: ReactNode
}

/** The heading of a part of a pane: a sunken line. */
export function SubHead({ title, id, aside, children }: SubHeadProps) {
  return (
    <div className={styles.head}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      {children && <span className={styles.end}>{children}</span>}
    </div>
  )
}
