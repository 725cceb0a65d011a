import type { Message } from '../../../../shared/message.ts'
import { classes } from '../../../ui/classes.ts'
import { type Arrow, arrowOf, lifelineX, type LineStyle } from './arrow.ts'
import styles from './diagram.module.css'
import type { Lifeline } from './message-words.ts'
import { toneOf } from './message-words.ts'

const dashes: Record<LineStyle, string | undefined> = {
  solid: undefined,
  dotted: '1.5 3',
  dashed: '4 3',
}

interface ArrowPictureProps {
  message: Message
  lifelines: readonly Lifeline[]
  lane: number
  height: number
}

/** The lifelines behind one row, and its arrow. The row says the same in words. */
export function ArrowPicture({ message, lifelines, lane, height }: ArrowPictureProps) {
  const place = (party: Message['from']) => lifelines.findIndex((one) => one.party === party)
  const places = { from: place(message.from), to: place(message.to) }
  const width = lane * lifelines.length
  return (
    <svg
      className={classes(styles.picture, toneOf(message.state))}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      {lifelines.map(({ party }, index) => (
        <path
          key={party}
          className={styles.lifeline}
          d={`M${lifelineX(index, lane)} 0V${height}`}
        />
      ))}
      <Lines arrow={arrowOf(message, places, { lane, height })} />
    </svg>
  )
}

function Lines({ arrow: { style, start, line, head, isHollow, answer } }: { arrow: Arrow }) {
  const dash = dashes[style]
  return (
    <>
      {answer && (
        <>
          <path
            d={answer.line}
            strokeWidth="1"
            strokeDasharray={style === 'dotted' ? dash : '4 2'}
          />
          <path d={answer.head} strokeWidth="1" />
        </>
      )}
      <path d={line} strokeWidth={style === 'solid' ? 2 : 1.5} strokeDasharray={dash} />
      <path d={head} strokeWidth="1" className={isHollow ? styles.hollow : styles.filled} />
      <circle cx={start.x} cy={start.y} r="2" stroke="none" className={styles.filled} />
    </>
  )
}
