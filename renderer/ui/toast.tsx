import { Foreign } from './foreign.tsx'
import styles from './toast.module.css'

/** At most one, announced politely. The region is always there, because a region that comes with its text is not read. */
export function Toast({ message }: { message: string | null }) {
  return (
    <output className={styles.place}>
      {message !== null && (
        <span className={styles.toast}>
          <Foreign>{message}</Foreign>
        </span>
      )}
    </output>
  )
}
