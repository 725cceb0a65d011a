import { useState } from 'react'
import { Announcer } from './features/debugger/announcer.tsx'
import {
  ConsoleProvider,
  useConsole,
  useConsoleState,
} from './features/debugger/console-context.tsx'
import type { Console } from './features/debugger/console-store.ts'
import { AddConnectionDialog } from './features/debugger/add-connection-dialog.tsx'
import { Debugger } from './features/debugger/debugger.tsx'
import { KeysDialog } from './features/debugger/keys-dialog.tsx'
import { Rail } from './features/debugger/rail.tsx'
import { StatusBar } from './features/debugger/status-bar.tsx'
import { Toolbar } from './features/debugger/toolbar.tsx'
import { useShortcuts } from './features/debugger/use-shortcuts.ts'
import styles from './app.module.css'
import { HintsContext } from './ui/hints.ts'
import { Sprite } from './ui/sprite.tsx'
import { Toast } from './ui/toast.tsx'

export function App({ console }: { console: Console }) {
  return (
    <ConsoleProvider value={console}>
      <Sprite />
      <Frame />
    </ConsoleProvider>
  )
}

function Frame() {
  const { store } = useConsole()
  const notice = useConsoleState((state) => state.notice)
  const dialog = useConsoleState((state) => state.dialog)
  const [hints, setHints] = useState<Element | null>(null)
  useShortcuts()
  const close = () => store.setState({ dialog: null })
  return (
    <HintsContext value={hints}>
      <div className={styles.app}>
        <Rail />
        <Toolbar />
        <Debugger />
        <StatusBar hintsRef={setHints} />
        <KeysDialog isOpen={dialog === 'keys'} onClose={close} />
        <AddConnectionDialog isOpen={dialog === 'add-connection'} onClose={close} />
        <Announcer />
        <Toast message={notice?.message ?? null} />
      </div>
    </HintsContext>
  )
}
