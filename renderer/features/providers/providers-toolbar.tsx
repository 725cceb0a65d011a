import { useMemo } from 'react'
import { Button } from '../../ui/button.tsx'
import { Picker } from '../../ui/picker.tsx'
import { useConsole, useConsoleState } from '../debugger/console-context.tsx'
import toolbar from '../debugger/toolbar.module.css'
import { CheckAction } from './check-action.tsx'
import { ClientSettings } from './client-settings.tsx'
import { IssuerField } from './issuer-field.tsx'
import { useProviders, useProvidersState } from './providers-context.tsx'
import styles from './providers-toolbar.module.css'
import { reportText } from './report-text.ts'
import { Switch } from './switch.tsx'

/** No id of a platform or connection can be empty. */
const all = ''
const none = ''

export function ProvidersToolbar() {
  const { change } = useProviders()
  const liveProbes = useProvidersState((state) => state.settings.liveProbes)
  return (
    <header className={toolbar.toolbar} data-pane>
      <h1 className={styles.title}>Providers</h1>
      <IssuerField />
      <PlatformPicker />
      <ConnectionPicker />
      <ClientSettings />
      <span className={styles.probes}>
        <Switch
          label="Live probes"
          isOn={liveProbes}
          onChange={(liveProbes) => change({ liveProbes })}
        />
      </span>
      <span className={styles.gap} />
      <CopyReport />
      <CheckAction />
    </header>
  )
}

function PlatformPicker() {
  const { change } = useProviders()
  const lists = useProvidersState((state) => state.lists)
  const platform = useProvidersState((state) => state.settings.platform)
  return (
    <Picker
      label="For"
      value={platform}
      options={[
        { id: all, label: lists.length === 2 ? 'Both platforms' : 'All platforms' },
        ...lists.map(({ platform, platformTitle, heading }) => ({
          id: platform,
          label: platformTitle,
          note: heading,
        })),
      ]}
      onChange={(platform) => change({ platform })}
    />
  )
}

function ConnectionPicker() {
  const { change, takeFrom } = useProviders()
  const connections = useConsoleState((state) => state.connections)
  const lists = useProvidersState((state) => state.lists)
  const connectionId = useProvidersState((state) => state.settings.connectionId)
  const options = useMemo(() => {
    const naming = new Set(lists.filter((list) => list.namesProvider).map((list) => list.platform))
    return connections
      .filter(({ kind, platform }) => kind === 'sandbox' || naming.has(platform))
      .map(({ id, name, kind }) => ({
        id,
        label: name,
        note: kind === 'sandbox' ? 'starts it, if it does not run' : undefined,
      }))
  }, [connections, lists])
  return (
    <Picker
      label="Connection"
      value={options.some(({ id }) => id === connectionId) ? connectionId : none}
      options={[{ id: none, label: 'none', note: 'the issuer is typed' }, ...options]}
      onChange={(id) => void (id === none ? change({ connectionId: none }) : takeFrom(id))}
    />
  )
}

function CopyReport() {
  const { copy } = useConsole()
  const report = useProvidersState((state) => state.report)
  const ended = report !== null && report.state !== 'checking'
  return (
    <Button
      icon="copy"
      className={styles.copy}
      aria-label="Copy report"
      isDisabled={!ended}
      onPress={() => report && void copy(reportText(report), 'Copied, masked')}
    >
      Copy report
    </Button>
  )
}
