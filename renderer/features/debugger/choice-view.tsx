import { useEffect, useId, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { CancelQuestion } from './cancel-question.tsx'
import { type Option, presetOf, type Question, selectedOption } from './choice.ts'
import { ChoiceList } from './choice-list.tsx'
import styles from './choice.module.css'
import { useConsole, useConsoleState } from './console-context.tsx'

/** The run asks: what there is to choose from, and how to be asked no more. */
export function ChoiceView({ question }: { question: Question }) {
  const { cancel } = useConsole()
  const asking = useConsoleState((state) => state.askingToCancel)
  const option = useConsoleState(({ run, choice }) => selectedOption(run, choice))
  const list = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const hintId = useId()
  return (
    <section className={styles.choice} aria-labelledby={titleId}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h3 id={titleId} className={styles.question}>
            <Foreign>{question.question}</Foreign>
          </h3>
          <p id={hintId} className={styles.hint}>
            {`${count(question.options.length, 'option')}. Arrow keys or first letters select, Enter takes.`}
          </p>
        </div>
        {!asking && (
          <Button kind="quiet" icon="stop" onPress={() => void cancel()}>
            Cancel
          </Button>
        )}
      </div>
      {asking && <StopAsked onClosed={() => focusSelected(list.current)} />}
      <ChoiceList question={question} labelledBy={titleId} describedBy={hintId} ref={list} />
      {option && <Preset question={question} option={option} />}
    </section>
  )
}

function focusSelected(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
}

function Preset({ question, option }: { question: Question; option: Option }) {
  const preset = presetOf(question, option)
  if (preset === null) return null
  return (
    <p className={styles.preset}>
      {'To be asked no more, set '}
      <code>{question.input}</code>
      {', on the command line with'}
      <code className={styles.input}>
        <Foreign>{preset}</Foreign>
      </code>
    </p>
  )
}

function StopAsked({ onClosed }: { onClosed: () => void }) {
  const closed = useRef(onClosed)
  // The arrow keys go on in the list.
  useEffect(() => () => closed.current(), [])
  return (
    <CancelQuestion question="Stop here? The stages that have passed stay." stay="Go on choosing" />
  )
}
