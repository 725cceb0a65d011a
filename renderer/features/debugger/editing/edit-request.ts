import { type ConsoleState, rewindTarget, selectedStage } from '../console-state.ts'
import type { Console } from '../console-store.ts'
import { focusEditor } from './focus-editor.ts'

/** Leads to the editor of the selected stage's request; false where it has none to edit now. */
export function editRequest(console: Console, state: ConsoleState): boolean {
  const stage = selectedStage(state)
  if (!stage) return false
  if (stage.status === 'held') {
    console.store.setState({ tab: 'stage' })
    // After the tab has been drawn.
    requestAnimationFrame(focusEditor)
    return true
  }
  if (!sends(state)) return false
  void console.editRequest(stage.id)
  return true
}

/** Whether the selected stage could run now, and would send something. */
function sends(state: ConsoleState): boolean {
  const stage = selectedStage(state)
  if (!stage || stage.previews.length === 0) return false
  return stage.status === 'next' || rewindTarget(state) !== null
}
