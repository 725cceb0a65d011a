import { useMemo } from 'react'
import { classes } from '../../ui/classes.ts'
import { count } from '../../ui/format.ts'
import { Masked } from '../../ui/masked.tsx'
import styles from './change-view.module.css'
import { useForm } from './connections-context.tsx'
import { diffOf } from './document-diff.ts'
import type { OpenDocument } from './document.ts'
import { type DiffLine, foldSame } from './line-diff.ts'

const signs = { same: ' ', added: '+', removed: '−' } as const
const words = { same: '', added: 'added: ', removed: 'removed: ' } as const

/** What saving writes, against what is stored. */
export function ChangeView({ document }: { document: OpenDocument }) {
  const { base, text } = document
  const form = useForm(document)
  const lines = useMemo(() => diffOf({ base, text }, form), [base, text, form])
  const isChanged = lines.some(({ kind }) => kind !== 'same')
  if (!isChanged) {
    return (
      <p className={styles.none}>
        Nothing changed. What saving would write stands here, against what is stored.
      </p>
    )
  }
  return <DiffLines label="Change" lines={lines} />
}

/** What goes and what comes, line by line; the rest is folded. */
export function DiffLines({ label, lines }: { label: string; lines: readonly DiffLine[] }) {
  return (
    // It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable); it is no fieldset.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <ol className={styles.lines}>
        {foldSame(lines).map((line, index) =>
          line.kind === 'gap' ? (
            // A line has no other identity than its place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles.gap}>
              {count(line.count, 'line')} unchanged
            </li>
          ) : (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={classes(styles.line, styles[line.kind])}>
              <span className={styles.number} aria-hidden="true">
                {line.after ?? line.before}
              </span>
              <span className={styles.sign} aria-hidden="true">
                {signs[line.kind]}
              </span>
              <code className={styles.text}>
                <span className={styles.unseen}>{words[line.kind]}</span>
                <Masked>{line.text}</Masked>
              </code>
            </li>
          ),
        )}
      </ol>
    </div>
  )
}
