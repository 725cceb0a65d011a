import { classes } from './classes.ts'
import styles from './mark.module.css'
import type { MarkName } from './sprite.tsx'

interface MarkProps {
  name: MarkName
  small?: boolean
  /** Only where no word stands in the same row; elsewhere the word would be read twice. */
  label?: string
}

/** The shape of a status, in its colour. */
export function Mark({ name, small, label }: MarkProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={classes(
        styles.mark,
        small && styles.small,
        name === 'running' && styles.running,
        `tone-${name}`,
      )}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <use href={`#m-${name}`} />
    </svg>
  )
}
