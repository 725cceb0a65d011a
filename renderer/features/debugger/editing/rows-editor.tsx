import { useRef } from 'react'
import { Button, IconButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import fields from '../../connections/fields.module.css'
import styles from './editing.module.css'
import type { Row } from './parameters.ts'
import { hasPlaceholder, type RequestDraft, type Rows } from './request-draft.ts'

interface RowsEditorProps {
  /** What one row is: `parameter`, `header`. */
  what: string
  editor: Rows
  onChange: (draft: RequestDraft) => void
}

/** Names and values in rows: change, remove, add. */
export function RowsEditor({ what, editor, onChange }: RowsEditorProps) {
  const list = useRef<HTMLDivElement>(null)
  const { rows } = editor
  // After the rows have been drawn again.
  const focusLater = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus())
  const remove = (index: number) => {
    onChange(editor.remove(index))
    const next = Math.min(index, rows.length - 2)
    focusLater(next < 0 ? '[data-add]' : `[data-row="${next}"] button`)
  }
  const add = () => {
    onChange(editor.add())
    focusLater(`[data-row="${rows.length}"] input`)
  }
  return (
    <div ref={list} className={styles.rows}>
      {rows.map((row, index) => (
        <RowFields
          // A row has no other identity than its place: names repeat, and are being typed.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          row={row}
          index={index}
          title={`${what} ${index + 1}`}
          onChange={(change) => onChange(editor.set(index, change))}
          onRemove={() => remove(index)}
        />
      ))}
      <div>
        <Button size="small" kind="quiet" icon="plus" data-add onPress={add}>
          {`Add a ${what}`}
        </Button>
      </div>
    </div>
  )
}

interface RowFieldsProps {
  row: Row
  index: number
  /** `parameter 2` */
  title: string
  onChange: (change: Partial<Row>) => void
  onRemove: () => void
}

function RowFields({ row: { name, value }, index, title, onChange, onRemove }: RowFieldsProps) {
  return (
    <div className={styles.row} data-row={index}>
      <input
        className={classes(fields.field, styles.name)}
        aria-label={`Name of ${title}`}
        value={name}
        autoComplete="off"
        spellCheck="false"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <input
        className={classes(fields.field, hasPlaceholder(value) && styles.sealed)}
        aria-label={`Value of ${name || title}`}
        value={value}
        autoComplete="off"
        spellCheck="false"
        onChange={(event) => onChange({ value: event.target.value })}
      />
      <IconButton small icon="trash" label={`Remove ${name || title}`} onPress={onRemove} />
    </div>
  )
}
