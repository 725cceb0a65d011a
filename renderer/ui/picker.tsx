import {
  Button,
  Collection,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
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
  /** The heading it stands under; options of one group stand together. */
  group?: string
  /** What stands in the list, where the heading says the rest of the label. */
  listed?: string
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
  const groups = groupsOf(options)
  const chosen = options.find(({ id }) => id === value)
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
        <SelectValue className={styles.value}>{chosen?.label ?? ''}</SelectValue>
        <Icon name="down" size={12} />
      </Button>
      <Popover className={styles.popover} data-overlay placement="bottom start" offset={4}>
        {groups.length > 1 ? (
          <ListBox className={styles.list} items={groups}>
            {({ id, items }) => (
              <ListBoxSection id={id} className={styles.section}>
                <Header className={styles.group}>{id}</Header>
                <Collection items={items}>{(option) => <Row option={option} />}</Collection>
              </ListBoxSection>
            )}
          </ListBox>
        ) : (
          <ListBox className={styles.list} items={options}>
            {(option) => <Row option={option} />}
          </ListBox>
        )}
      </Popover>
    </Select>
  )
}

function Row({ option: { id, label, listed = label, note } }: { option: PickerOption }) {
  return (
    <ListBoxItem id={id} className={styles.option} textValue={listed}>
      {({ isSelected }) => (
        <>
          <Text slot="label">
            <Foreign>{listed}</Foreign>
          </Text>
          {note && (
            <Text slot="description" className={styles.note}>
              {note}
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
  )
}

function groupsOf(options: readonly PickerOption[]): { id: string; items: PickerOption[] }[] {
  const groups = Map.groupBy(options, ({ group }) => group ?? '')
  return [...groups].map(([id, items]) => ({ id, items }))
}
