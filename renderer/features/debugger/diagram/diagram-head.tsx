import type { ReactNode } from 'react'
import { Icon } from '../../../ui/icon.tsx'
import styles from './diagram.module.css'
import { resultWidth } from './layout.ts'
import type { Lifeline } from './message-words.ts'

interface DiagramHeadProps {
  lifelines: readonly Lifeline[]
  lane: number
  /** The width of the scroll bar beside the rows. */
  gutter: number
  /** What stands over the words of the rows. */
  children: ReactNode
}

/** The names of the lifelines. The rows name their parties in words, so this is for the eye alone. */
export function DiagramHead({ lifelines, lane, gutter, children }: DiagramHeadProps) {
  return (
    <div className={styles.head} style={{ paddingRight: gutter }}>
      <div className={styles.over}>{children}</div>
      {lifelines.map(({ party, title, icon }) => (
        <span key={party} className={styles.lane} style={{ width: lane }} aria-hidden="true">
          <Icon name={icon} size={14} />
          <span className={styles.name}>{title}</span>
        </span>
      ))}
      <span className={styles.time} style={{ width: resultWidth }} aria-hidden="true">
        Result
      </span>
    </div>
  )
}
