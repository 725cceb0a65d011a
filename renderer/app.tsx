import { Activity, type ReactElement, useCallback, useState } from 'react'
import styles from './app.module.css'
import { AdministrationProvider } from './features/administration/live-context.tsx'
import { useLiveHosts } from './features/administration/live-hosts.ts'
import type { Administration } from './features/administration/live-store.ts'
import { ConnectionsArea } from './features/connections/connections-area.tsx'
import { ConnectionsProvider } from './features/connections/connections-context.tsx'
import { connectionsKeyMap } from './features/connections/connections-shortcuts.ts'
import type { Connections } from './features/connections/connections.ts'
import { Announcer } from './features/debugger/announcer.tsx'
import {
  ConsoleProvider,
  useConsole,
  useConsoleState,
} from './features/debugger/console-context.tsx'
import type { Console } from './features/debugger/console-store.ts'
import { DebuggerArea } from './features/debugger/debugger-area.tsx'
import { keyMap } from './features/debugger/shortcuts.ts'
import { hostsSentence } from './features/debugger/words.ts'
import { DoctorDialog } from './features/doctor/doctor-dialog.tsx'
import type { Area, KeyHelp } from './features/frame/areas.ts'
import { KeysDialog } from './features/frame/keys-dialog.tsx'
import { Rail } from './features/frame/rail.tsx'
import { StatusBar } from './features/frame/status-bar.tsx'
import { useAreaKeys } from './features/frame/use-area-keys.ts'
import { ProvidersArea } from './features/providers/providers-area.tsx'
import { ProvidersProvider, useProvidersState } from './features/providers/providers-context.tsx'
import { providersKeyMap } from './features/providers/providers-shortcuts.ts'
import type { Providers } from './features/providers/providers-store.ts'
import { TokensArea } from './features/tokens/tokens-area.tsx'
import { TokensProvider, useTokensState } from './features/tokens/tokens-context.tsx'
import { tokensKeyMap } from './features/tokens/tokens-shortcuts.ts'
import { judgedOf } from './features/tokens/tokens-state.ts'
import type { Tokens } from './features/tokens/tokens-store.ts'
import { HintsContext } from './ui/hints.ts'
import { Sprite } from './ui/sprite.tsx'
import { Toast } from './ui/toast.tsx'

interface AppProps {
  console: Console
  tokens: Tokens
  connections: Connections
  providers: Providers
  administration: Administration
}

export function App({ console, tokens, connections, providers, administration }: AppProps) {
  return (
    <ConsoleProvider value={console}>
      <TokensProvider value={tokens}>
        <ConnectionsProvider value={connections}>
          <ProvidersProvider value={providers}>
            <AdministrationProvider value={administration}>
              <Sprite />
              <Frame />
            </AdministrationProvider>
          </ProvidersProvider>
        </ConnectionsProvider>
      </TokensProvider>
    </ConsoleProvider>
  )
}

const areaScreens: Record<Area, () => ReactElement> = {
  debugger: () => <DebuggerArea />,
  tokens: () => <TokensArea />,
  connections: () => <ConnectionsArea />,
  providers: () => <ProvidersArea />,
}

const keyMaps: Record<Area, readonly KeyHelp[]> = {
  debugger: keyMap,
  tokens: tokensKeyMap,
  connections: connectionsKeyMap,
  providers: providersKeyMap,
}

function Frame() {
  const { store } = useConsole()
  const notice = useConsoleState((state) => state.notice)
  const dialog = useConsoleState((state) => state.dialog)
  const area = useConsoleState((state) => state.area)
  const [hints, setHints] = useState<Element | null>(null)
  // An area is built when it is first opened, and only hidden afterwards: what stands in it stays.
  const [opened, setOpened] = useState<readonly Area[]>([area])
  if (!opened.includes(area)) setOpened([...opened, area])
  const go = useCallback((area: Area) => store.setState({ area }), [store])
  useAreaKeys(go, dialog === null)
  const hosts = useHosts(area)
  const close = () => store.setState({ dialog: null })
  return (
    <HintsContext value={hints}>
      <div className={styles.app}>
        <Rail area={area} onGo={go} />
        {opened.map((one) => (
          <Activity key={one} mode={one === area ? 'visible' : 'hidden'}>
            {areaScreens[one]()}
          </Activity>
        ))}
        <StatusBar hosts={hosts} hintsRef={setHints} />
        <KeysDialog isOpen={dialog === 'keys'} onClose={close} keyMap={keyMaps[area]} />
        <DoctorDialog isOpen={dialog === 'doctor'} onClose={close} />
        <Announcer />
        <Toast message={notice?.message ?? null} />
      </div>
    </HintsContext>
  )
}

/** Whom the area on screen has asked. */
function useHosts(area: Area) {
  const ofRun = useConsoleState((state) => state.run?.hosts)
  const ofJudgement = useTokensState((state) => judgedOf(state)?.judgement.hosts)
  const ofCheck = useProvidersState((state) => state.report?.hosts)
  const ofLive = useLiveHosts()
  const hosts =
    { debugger: ofRun, tokens: ofJudgement, connections: ofLive, providers: ofCheck }[area] ?? []
  return {
    sentence: hostsSentence(hosts),
    details: hosts.map(({ host, from }) => `${host}, ${from}`).join('\n'),
  }
}
