import type { IconName } from '../../ui/sprite.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import { selectedOption, takeLabel } from './choice.ts'
import { type ConsoleState, showsStart } from './console-state.ts'
import { sendLabel } from './editing/editing-state.ts'

/** What the one primary button is at the moment. */
export interface Primary {
  does: 'run-in-sandbox' | 'next' | 'open-again' | 'choose' | 'send' | 'cancel'
  label: string
  shortLabel: string
  icon: IconName
  /** The key that does it, if one does. */
  shortcut?: string
}

export const startLabel = 'Run the flow in the sandbox'

/** Pure. `runningFor` is how long the run has been running; null while it stands. */
export function primaryOf(state: ConsoleState): Primary | null {
  const { run } = state
  if (!run) return null
  if (showsStart(state)) {
    return {
      does: 'run-in-sandbox',
      label: startLabel,
      shortLabel: 'Run the flow',
      icon: 'play',
      shortcut: 'N',
    }
  }
  const { kind, label, shortLabel } = run.next
  switch (kind) {
    case 'next':
      return { does: 'next', label, shortLabel, icon: 'play', shortcut: 'N' }
    case 'retry':
    case 'sign-in-again':
    case 'run-again':
      return { does: 'next', label, shortLabel, icon: 'rerun', shortcut: 'N' }
    case 'open-again':
      return { does: 'open-again', label, shortLabel, icon: 'external', shortcut: 'O' }
    case 'choose': {
      const option = selectedOption(run, state.choice)
      const named = run.choosing && option ? takeLabel(run.choosing, option) : label
      return { does: 'choose', label: named, shortLabel: named, icon: 'check', shortcut: 'N' }
    }
    case 'send': {
      const sends = sendLabel(state.editing, label)
      return { does: 'send', label: sends, shortLabel, icon: 'play', shortcut: 'N' }
    }
    case 'cancel':
      // No key: a second N that comes a moment late must not stop the run it began.
      return { does: 'cancel', label, shortLabel, icon: 'stop' }
    default:
      return exhaustive(kind)
  }
}
