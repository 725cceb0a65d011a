import { type CSSProperties, useState } from 'react'
import { Button } from './button.tsx'
import styles from './code-block.module.css'
import type { Line } from './code-lines.ts'
import { CodePieces } from './code-pieces.tsx'
import type { MaskPlace } from './masks.ts'

/** More than this many lines are shown on request, so that a large document does not hold up the screen (HC-04). */
const linesAtOnce = 300

interface CodeBlockProps {
  lines: readonly Line[]
  /** The masks of the text behind the lines, where they can be revealed. */
  masks?: readonly MaskPlace[]
}

/** Protocol data as inert text. Copying it gives the lines with their indentation. */
export function CodeBlock({ lines, masks }: CodeBlockProps) {
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(0, linesAtOnce)
  return (
    <pre className={styles.code}>
      {shown.map(({ indent, pieces }, index) => (
        // A line has no other identity than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles.line} style={{ '--indent': indent } as CSSProperties}>
          {' '.repeat(indent)}
          <CodePieces pieces={pieces} masks={masks} />
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
