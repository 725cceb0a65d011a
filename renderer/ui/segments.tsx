import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import styles from './segments.module.css'

interface SegmentsProps<T extends string> {
  label: string
  items: readonly { id: T; label: string }[]
  value: T
  onChange: (id: T) => void
}

/** One of a few, all in sight. */
export function Segments<T extends string>({ label, items, value, onChange }: SegmentsProps<T>) {
  return (
    <ToggleButtonGroup
      className={styles.group}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const item = items.find(({ id }) => keys.has(id))
        if (item) onChange(item.id)
      }}
    >
      {items.map(({ id, label }) => (
        <ToggleButton key={id} id={id} className={styles.segment}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
