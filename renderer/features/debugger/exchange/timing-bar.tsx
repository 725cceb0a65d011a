import type { Exchange } from '../../../../shared/exchange.ts'
import { formatDuration } from '../../../ui/format.ts'
import { phasesOf } from '../network/phases.ts'
import phases from '../network/phases.module.css'
import styles from './exchange.module.css'

const width = 160
const height = 8

/** How long connecting, waiting and receiving took, as a bar and in words. */
export function TimingBar({ timing }: Pick<Exchange, 'timing'>) {
  const parts = phasesOf(timing, width)
  return (
    <div className={styles.timing}>
      <svg width={width} height={height} aria-hidden="true" className={styles.bar}>
        {parts.map(({ phase, x, width }) => (
          <rect key={phase} x={x} width={width} height={height} className={phases[phase]} />
        ))}
      </svg>
      {parts.map(({ phase, ms }) => (
        <span key={phase}>
          <svg width="8" height="8" aria-hidden="true">
            <rect width="8" height="8" rx="1" className={phases[phase]} />
          </svg>
          {`${phase} ${formatDuration(ms)}`}
        </span>
      ))}
    </div>
  )
}
