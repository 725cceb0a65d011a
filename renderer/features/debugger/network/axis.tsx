import { formatDuration } from '../../../ui/format.ts'
import styles from './network.module.css'
import type { Band, WaterfallScale } from './waterfall-scale.ts'

const height = 20
const hatchId = 'network-hatch'

/** Once in the strip; every row draws with it. */
export function HatchDefinition() {
  return (
    <svg width="0" height="0" aria-hidden="true" className={styles.definition}>
      <defs>
        <pattern
          id={hatchId}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0.5" x2="0.5" y2="5" className={styles.hatch} />
        </pattern>
      </defs>
    </svg>
  )
}

/** Instants above the waterfall. */
export function Axis({ scale, width }: { scale: WaterfallScale; width: number }) {
  return (
    <svg width={width} height={height} aria-hidden="true" className={styles.waterfall}>
      {scale.ticks.map(({ x, label }) => (
        <g key={`${x} ${label}`}>
          <line x1={x + 0.5} x2={x + 0.5} y1="12" y2={height} className={styles.tick} />
          <text x={x + 4} y="14" className={styles.instant}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** Time in which nothing travelled. */
export function Bands({ bands }: { bands: readonly Band[] }) {
  return bands.map(({ x, width, ms, kind }) => (
    <g key={x}>
      <title>
        {`${formatDuration(ms)} ${kind === 'browser' ? 'in the browser' : 'in which nothing was sent'}`}
      </title>
      <rect x={x} width={width} height={height} fill={`url(#${hatchId})`} />
      <path d={`M${x + 0.5} 0v${height}M${x + width - 0.5} 0v${height}`} className={styles.hatch} />
    </g>
  ))
}
