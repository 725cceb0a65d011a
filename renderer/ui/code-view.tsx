import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { CodeBlock } from './code-block.tsx'
import { CodePieces } from './code-pieces.tsx'
import styles from './code-view.module.css'
import { formatCount } from './format.ts'
import { type LaidText, linesOf } from './laid-text.ts'
import type { MaskPlace } from './masks.ts'
import { wrapRows, type WrappedRows } from './wrapped-rows.ts'

/** Up to here a text stands as it is; above, only the rows in sight are drawn. */
const rowsAtOnce = 300
/** As in the style sheet. */
const rowHeight = 18
const padding = 12
/** Drawn beyond both ends of what is in sight, so that a quick turn of the wheel finds rows. */
const spare = 10
/** Browsers lay out no element higher than 33 million pixels. */
const mostRows = 1_800_000

interface CodeViewProps {
  laid: LaidText
  /** What it is: `Body of the response`. */
  label: string
  masks?: readonly MaskPlace[]
}

/** Protocol data of any size as inert text. */
export function CodeView(props: CodeViewProps) {
  const { laid, masks } = props
  const isSmall = useMemo(() => wrapRows(laid, 60).count <= rowsAtOnce, [laid])
  if (!isSmall) return <RowsInSight {...props} />
  return <CodeBlock lines={linesOf(laid)} {...(masks && { masks })} />
}

function RowsInSight({ laid, label, masks }: CodeViewProps) {
  const scroller = useRef<HTMLElement>(null)
  const probe = useRef<HTMLSpanElement>(null)
  const { columns, height } = useSize(scroller, probe)
  const [first, setFirst] = useState(0)
  const rows = useMemo(() => wrapRows(laid, columns), [laid, columns])
  const count = Math.min(rows.count, mostRows)
  const from = Math.max(0, Math.min(first, count) - spare)
  const to = Math.min(count, first + Math.ceil(height / rowHeight) + spare)
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      aria-label={`${label}, ${formatCount(rows.count, 'row')}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by the keyboard
      tabIndex={0}
      onScroll={({ currentTarget }) => setFirst(Math.floor(currentTarget.scrollTop / rowHeight))}
    >
      <span ref={probe} className={styles.probe} aria-hidden="true">
        {'0'.repeat(100)}
      </span>
      <div className={styles.rows} style={{ height: count * rowHeight }}>
        {Array.from({ length: Math.max(0, to - from) }, (_row, index) => (
          <RowInSight key={from + index} {...{ laid, rows, masks }} index={from + index} />
        ))}
      </div>
    </section>
  )
}

interface RowInSightProps {
  laid: LaidText
  rows: WrappedRows
  masks?: readonly MaskPlace[] | undefined
  index: number
}

/** Scrolling draws the rows that come into sight and leaves the others alone. */
const RowInSight = memo(function RowInSight({ laid, rows, masks, index }: RowInSightProps) {
  const { line, indent, from, to } = rows.row(index)
  return (
    <div className={styles.row} style={{ top: index * rowHeight }}>
      {' '.repeat(indent)}
      <CodePieces pieces={laid.pieces(line, from, to)} masks={masks} />
      {'\n'}
    </div>
  )
})

/** How many characters of fixed width stand side by side, and how high the view is. */
function useSize(
  scroller: { current: HTMLElement | null },
  probe: { current: HTMLElement | null },
): { columns: number; height: number } {
  const [size, setSize] = useState({ columns: 80, height: 640 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      const width = (probe.current?.getBoundingClientRect().width ?? 0) / 100
      const columns = width > 0 ? Math.floor((element.clientWidth - 2 * padding) / width) : 80
      const height = element.clientHeight
      // The same size must not draw anew.
      setSize((now) =>
        now.columns === columns && now.height === height ? now : { columns, height },
      )
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [scroller, probe])
  return size
}
