import type { Failure } from '../../../shared/failure.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useConsole } from '../debugger/console-context.tsx'

export function Refusal({ failure }: { failure: Failure }) {
  const { copy } = useConsole()
  return <FailureNote failure={failure} onCopy={(text) => void copy(text, 'Copied')} />
}
