import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components'
import { Foreign } from './foreign.tsx'
import { Icon } from './icon.tsx'
import styles from './picker.module.css'

export interface PickerOption {
  id: string
  label: string
  note?: string
}

interface PickerProps {
  label: string
  options: readonly PickerOption[]
  value: string
  isDisabled?: boolean
  onChange: (id: string) => void
}

/** A labelled choice in one control: the label in grey, the value in text. */
export function Picker({ label, options, value, isDisabled, onChange }: PickerProps) {
  return (
    <Select
      className={styles.picker}
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        if (key !== null && key !== value) onChange(String(key))
      }}
    >
      <Button className={styles.trigger}>
        <Label className={styles.label}>{label}</Label>
        <SelectValue className={styles.value}>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="down" size={12} />
      </Button>
      <Popover className={styles.popover} data-overlay placement="bottom start" offset={4}>
        <ListBox className={styles.list} items={options}>
          {(option) => (
            <ListBoxItem className={styles.option} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <Text slot="label">
                    <Foreign>{option.label}</Foreign>
                  </Text>
                  {option.note && (
                    <Text slot="description" className={styles.note}>
                      {option.note}
                    </Text>
                  )}
                  {isSelected && (
                    <span className={styles.check}>
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
