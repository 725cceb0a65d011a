import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import styles from './editing.module.css'

interface DraftSectionProps {
  title: string
  /** The field that the title names, where there is one. */
  labelFor?: string
  aside?: string
  edited?: boolean
  onReset?: () => void
  children: ReactNode
}

/** A part of a request that can be taken back by itself. */
export function DraftSection(props: DraftSectionProps) {
  const { title, labelFor, aside, edited, onReset, children } = props
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.partHead}>
        <h4>{labelFor ? <label htmlFor={labelFor}>{title}</label> : title}</h4>
        {edited && <Chip tone="info">edited</Chip>}
        {edited && (
          <Button
            size="small"
            kind="quiet"
            aria-label={`Reset ${title.toLowerCase()}`}
            onPress={onReset}
          >
            Reset
          </Button>
        )}
        {aside && <span className={styles.from}>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
