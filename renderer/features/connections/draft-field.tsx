import { useState } from 'react'
import { classes } from '../../ui/classes.ts'
import styles from './fields.module.css'
import type { ControlIds } from './form-row.tsx'
import { findingClass } from './text-field.tsx'

interface DraftControlProps {
  ids: ControlIds
  /** What the document says, as text. */
  text: string
  placeholder?: string
  isReadOnly: boolean
  /** Of `text`, where it holds secrets that are not sealed yet: it is shown with dots, to be read only. */
  masked?: string
  /** Takes the text over into the document as far as it can be; true when it could. */
  onText: (text: string) => boolean
}

const fewestRows = 2
const mostRows = 14

/**
 * Text of several lines that means something else than itself: while it is typed it stands as it was typed, and only
 * afterwards as the document says it.
 */
export function DraftControl(props: DraftControlProps) {
  const { ids, text, placeholder, isReadOnly, masked, onText } = props
  const [draft, setDraft] = useState<{ text: string; taken: boolean } | null>(null)
  const shown = draft?.text ?? masked ?? text
  const rows = Math.min(Math.max(shown.split('\n').length, fewestRows), mostRows)
  return (
    <textarea
      id={ids.id}
      className={classes(styles.field, styles.area, findingClass(ids))}
      rows={rows}
      value={shown}
      placeholder={placeholder}
      readOnly={isReadOnly || (masked !== undefined && draft === null)}
      title={
        masked === undefined
          ? undefined
          : 'It holds a secret that is sealed with the next save; until then it is edited as JSON beside the form.'
      }
      aria-describedby={ids.describedBy}
      aria-invalid={ids.isInvalid || draft?.taken === false}
      autoComplete="off"
      spellCheck="false"
      onChange={(event) => {
        const typed = event.target.value
        setDraft({ text: typed, taken: onText(typed) })
      }}
      onBlur={() => {
        if (draft?.taken) setDraft(null)
      }}
    />
  )
}
