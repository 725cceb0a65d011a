import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import picker from '../../ui/picker.module.css'
import styles from './fields.module.css'
import type { ControlIds } from './form-row.tsx'
import { findingClass } from './text-field.tsx'

interface ChoiceControlProps {
  ids: ControlIds
  options: readonly { value: string; label: string }[]
  /** Null: not said, so that the default holds. */
  value: string | null
  /** What the default means; null where there is none, and one has to be chosen. */
  fallback: string | null
  isReadOnly: boolean
  onChange: (value: string | null) => void
}

/** No option can have this id. */
const unsaid = '\u0000'

export function ChoiceControl(props: ChoiceControlProps) {
  const { ids, options, value, fallback, isReadOnly, onChange } = props
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value
  const words = fallback === null ? 'not set' : labelOf(fallback)
  const rows = [
    ...(fallback !== null || value === null ? [{ id: unsaid, label: words, note: 'default' }] : []),
    ...options.map(({ value, label }) => ({ id: value, label, note: '' })),
  ]
  return (
    <Select
      value={value ?? unsaid}
      isDisabled={isReadOnly}
      isInvalid={ids.isInvalid}
      aria-labelledby={ids.labelId}
      aria-describedby={ids.describedBy}
      onChange={(key) => onChange(key === unsaid || key === null ? null : String(key))}
    >
      <Button
        id={ids.id}
        className={classes(
          styles.field,
          styles.trigger,
          value === null && styles.inherited,
          findingClass(ids),
        )}
      >
        <SelectValue className={value === null ? styles.default : undefined}>
          {value === null ? words : labelOf(value)}
        </SelectValue>
        <Icon name="down" size={12} />
      </Button>
      <Popover className={picker.popover} data-overlay placement="bottom start" offset={4}>
        <ListBox className={picker.list} items={rows}>
          {({ label, note }) => (
            <ListBoxItem className={picker.option} textValue={label}>
              {({ isSelected }) => (
                <>
                  <span>
                    {label}
                    {note === 'default' && fallback !== null && (
                      <span className={styles.default}>, the default</span>
                    )}
                  </span>
                  {isSelected && (
                    <span className={picker.check}>
                      <Icon name="check" />
                    </span>
                  )}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
