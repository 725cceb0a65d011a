import { classes } from './classes.ts'
import styles from './key-cap.module.css'

/** A key as it is printed. It stands beside a name, so it is not part of the name. */
export function KeyCap({ children, onFill }: { children: string; onFill?: boolean }) {
  return (
    <kbd className={classes(styles.cap, onFill && styles.onFill)} aria-hidden="true">
      {children}
    </kbd>
  )
}
