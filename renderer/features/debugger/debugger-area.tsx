import { Debugger } from './debugger.tsx'
import { Toolbar } from './toolbar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** The area that runs a flow; its keys work while it is on screen. */
export function DebuggerArea() {
  useShortcuts()
  return (
    <>
      <Toolbar />
      <Debugger />
    </>
  )
}
