import type { Failure } from '../../shared/failure.ts'
import { Button } from './button.tsx'
import styles from './failure-note.module.css'
import { Foreign } from './foreign.tsx'
import { Note } from './note.tsx'

interface FailureNoteProps {
  failure: Failure
  onCopy: (text: string) => void
}

/** A refused command: one sentence, the stable code, the details to copy. */
export function FailureNote({ failure, onCopy }: FailureNoteProps) {
  return (
    <Note tone="failed" role="alert">
      <p>
        <Foreign>{failure.message}</Foreign>
      </p>
      <p className={styles.code}>
        <code>{failure.code}</code>
        <Button
          size="small"
          kind="quiet"
          icon="copy"
          onPress={() => onCopy(JSON.stringify(failure, null, 2))}
        >
          Copy details
        </Button>
      </p>
    </Note>
  )
}
