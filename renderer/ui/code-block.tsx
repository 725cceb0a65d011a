import { type CSSProperties, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import styles from './code-block.module.css'
import type { Line } from './code-lines.ts'
import { Masked } from './masked.tsx'

/** More than this many lines are shown on request, so that a large document does not hold up the screen (HC-04). */
const linesAtOnce = 300

/** Protocol data as inert text. Copying it gives the lines with their indentation. */
export function CodeBlock({ lines }: { lines: Line[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(0, linesAtOnce)
  return (
    <pre className={styles.code}>
      {shown.map(({ indent, pieces }, index) => (
        // A line has no other identity than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles.line} style={{ '--indent': indent } as CSSProperties}>
          {' '.repeat(indent)}
          {pieces.map(({ kind, text }, place) => (
            // oxlint-disable-next-line react/no-array-index-key
            <span key={place} className={classes(styles.piece, kind !== 'plain' && styles[kind])}>
              <Masked>{text}</Masked>
            </span>
          ))}
          {'\n'}
        </span>
      ))}
      {shown.length < lines.length && (
        <Button size="small" className={styles.more} onPress={() => setAll(true)}>
          {`Show all ${lines.length} lines`}
        </Button>
      )}
    </pre>
  )
}
