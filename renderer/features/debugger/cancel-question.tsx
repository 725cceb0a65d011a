import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import styles from './cancel-question.module.css'
import { useConsole } from './console-context.tsx'

/** Asks in place before what waits is cancelled. */
export function CancelQuestion({ question, stay }: { question: string; stay: string }) {
  const { store, cancel } = useConsole()
  return (
    <Note tone="warning" role="alert">
      <div className={styles.ask}>
        <p>{question}</p>
        <div className={styles.actions}>
          {/* The question came by a key, so the answer is given by one. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Button size="small" autoFocus onPress={() => void cancel()}>
            Cancel the run
          </Button>
          <Button
            size="small"
            kind="quiet"
            shortcut="Esc"
            onPress={() => store.setState({ askingToCancel: false })}
          >
            {stay}
          </Button>
        </div>
      </div>
    </Note>
  )
}
