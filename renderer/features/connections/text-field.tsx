import { classes } from '../../ui/classes.ts'
import styles from './fields.module.css'
import type { ControlIds } from './form-row.tsx'

export interface TextControlProps {
  ids: ControlIds
  /** Empty where nothing is said here. */
  value: string
  /** What holds without it. */
  placeholder?: string
  standing?: 'own' | 'inherited' | 'unset'
  isReadOnly: boolean
  required?: boolean
  inputMode?: 'text' | 'url' | 'numeric'
  onChange: (text: string) => void
}

/** Text as it travels. An empty field says nothing: its member is left out. */
export function TextControl(props: TextControlProps) {
  const { ids, value, placeholder, standing, isReadOnly, required, inputMode, onChange } = props
  return (
    <input
      id={ids.id}
      type="text"
      className={classes(styles.field, standingClass(standing), findingClass(ids))}
      value={value}
      placeholder={placeholder}
      readOnly={isReadOnly}
      required={required}
      inputMode={inputMode}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.isInvalid}
      autoComplete="off"
      spellCheck="false"
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export const standingClass = (standing: TextControlProps['standing']) =>
  standing === 'inherited' ? styles.inherited : standing === 'unset' && styles.unset

export const findingClass = ({ isInvalid, isDoubtful }: ControlIds) =>
  isInvalid ? styles.invalid : isDoubtful && styles.doubtful
