import { FailureNote } from '../../ui/failure-note.tsx'
import { useConsole } from '../debugger/console-context.tsx'
import { useConnectionsState } from './connections-context.tsx'
import type { Place } from './connections-state.ts'

/** A refused command of this area, at what it concerns. */
export function ConnectionsProblem({ place, className }: { place: Place; className?: string }) {
  const { copy } = useConsole()
  const failure = useConnectionsState((state) => state.problems[place])
  if (!failure) return null
  return (
    <div className={className}>
      <FailureNote failure={failure} onCopy={(text) => void copy(text, 'Copied')} />
    </div>
  )
}
