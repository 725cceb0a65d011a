import { type KeyboardEvent, type Ref, useRef, useState } from 'react'
import { ListBox, ListBoxItem, Text } from 'react-aria-components'
import { withCodes } from '../../ui/invisible.ts'
import { Masked } from '../../ui/masked.tsx'
import { detailParts, type Option, type Question, selectedOption } from './choice.ts'
import styles from './choice.module.css'
import { useConsole, useConsoleState } from './console-context.tsx'

/** As long as react-aria waits for the next letter of a search. */
const searchMilliseconds = 1000

interface ChoiceListProps {
  question: Question
  labelledBy: string
  describedBy: string
  ref: Ref<HTMLDivElement>
}

/** One tab stop. The selection goes with the focus, so that what is marked is what would be taken. */
export function ChoiceList({ question, labelledBy, describedBy, ref }: ChoiceListProps) {
  const { selectOption, choose } = useConsole()
  const selectedId = useConsoleState(({ run, choice }) => selectedOption(run, choice)?.id)
  // Only the first time: whoever comes back to this stage by the stage list keeps the keys there.
  const [takesFocus] = useState(useConsoleState(({ choice }) => choice?.isNew === true))
  const lastLetter = useRef(-searchMilliseconds)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    const searching = event.timeStamp - lastLetter.current < searchMilliseconds
    lastLetter.current = event.timeStamp
    // A letter that finds an option is the list's; an N that is none of a search is the primary action's.
    if (event.key.toLowerCase() !== 'n' || event.shiftKey || searching || event.defaultPrevented) {
      return
    }
    event.preventDefault()
    void choose()
  }

  return (
    // The listbox in it has the role and the focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={ref} className={styles.frame} data-finds-by-letters onKeyDown={onKeyDown}>
      <ListBox
        className={styles.list}
        items={question.options}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selectedId === undefined ? [] : [selectedId]}
        onSelectionChange={(keys) => {
          const option = question.options.find(({ id }) => keys !== 'all' && keys.has(id))
          if (option) selectOption(option.id)
        }}
        onAction={() => void choose()}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the run stands still until this is answered
        autoFocus={takesFocus}
      >
        {(option) => <OptionRow option={option} />}
      </ListBox>
    </div>
  )
}

function OptionRow({ option }: { option: Option }) {
  const { selectOption } = useConsole()
  const { id, title, detail } = option
  return (
    <ListBoxItem
      id={id}
      className={styles.option}
      textValue={withCodes(title)}
      // A letter moves the focus alone.
      onFocus={() => selectOption(id)}
    >
      <Text slot="label" className={styles.title}>
        <bdi>
          <Masked>{title}</Masked>
        </bdi>
      </Text>
      {detail !== '' && (
        <Text slot="description" className={styles.detail}>
          {detailParts(detail).map(({ text, isCode }, index) => {
            const Piece = isCode ? 'code' : 'bdi'
            return (
              // Parts of one text have no other identity than their place.
              // oxlint-disable-next-line react/no-array-index-key
              <Piece key={index}>
                <Masked>{text}</Masked>
              </Piece>
            )
          })}
        </Text>
      )}
    </ListBoxItem>
  )
}
