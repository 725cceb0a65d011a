import { formatRelative, formatTime, formatUtc } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import styles from './time-value.module.css'

/** A NumericDate in the forms that a person reads: local and UTC, from now, and the number as sent. */
export function TimeValue({ seconds }: { seconds: number }) {
  const now = useNow(1000)
  const milliseconds = seconds * 1000
  return (
    <span className={styles.times}>
      <span>{formatTime(milliseconds)}</span>
      <span className={styles.relative}>{formatRelative(milliseconds, now)}</span>
      <span className={styles.utc}>{utcBeside(milliseconds)}</span>
      <span className={styles.sent}>{seconds}</span>
    </span>
  )
}

/** Without the day, where it is the same in both zones. */
function utcBeside(milliseconds: number): string {
  const [day] = formatTime(milliseconds).split(', ')
  const [utcDay, clock] = formatUtc(milliseconds).split(', ')
  return day === utcDay && clock !== undefined ? clock : formatUtc(milliseconds)
}
