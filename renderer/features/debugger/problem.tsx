import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Note } from '../../ui/note.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import type { Place } from './console-state.ts'
import styles from './problem.module.css'

/** A refused command, in the pane it concerns: one sentence, the stable code, the details to copy. */
export function Problem({ place, padded }: { place: Place; padded?: boolean }) {
  const { copy } = useConsole()
  const failure = useConsoleState((state) => state.problems[place])
  if (!failure) return null
  return (
    <div className={padded ? styles.padded : undefined}>
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
            onPress={() => void copy(JSON.stringify(failure, null, 2), 'Copied')}
          >
            Copy details
          </Button>
        </p>
      </Note>
    </div>
  )
}
