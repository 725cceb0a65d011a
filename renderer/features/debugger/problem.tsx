import { FailureNote } from '../../ui/failure-note.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import type { Place } from './console-state.ts'
import styles from './problem.module.css'

/** A refused command, in the pane it concerns. */
export function Problem({ place, padded }: { place: Place; padded?: boolean }) {
  const { copy } = useConsole()
  const failure = useConsoleState((state) => state.problems[place])
  if (!failure) return null
  return (
    <div className={padded ? styles.padded : undefined}>
      <FailureNote failure={failure} onCopy={(text) => void copy(text, 'Copied')} />
    </div>
  )
}
