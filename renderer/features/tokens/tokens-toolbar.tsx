import { Picker } from '../../ui/picker.tsx'
import toolbar from '../debugger/toolbar.module.css'
import { readDocument } from './document-reading.ts'
import { JudgeAction } from './judge-action.tsx'
import { useJudgingConnections, useResolved, useTokens, useTokensState } from './tokens-context.tsx'
import styles from './tokens-toolbar.module.css'

/** No id of a connection or site can be empty. */
const theDocument = ''
const noSite = ''

const modes = [
  {
    id: 'auto',
    label: 'As the platform does',
    note: 'offline where the site has jwks, else online',
  },
  { id: 'online', label: 'Online', note: 'introspection' },
  { id: 'offline', label: 'Offline', note: 'the pinned key set' },
  { id: 'both', label: 'Both', note: 'and what they disagree on' },
] as const

export function TokensToolbar() {
  return (
    <header className={toolbar.toolbar} data-pane>
      <h1 className={styles.title}>Tokens</h1>
      <span className={styles.against}>Judge against</span>
      <AgainstPicker />
      <SitePicker />
      <ModePicker />
      <JudgeAction />
    </header>
  )
}

function AgainstPicker() {
  const { change } = useTokens()
  const connections = useJudgingConnections()
  const { against, connection } = useResolved()
  return (
    <Picker
      label="Connection"
      value={against === 'document' ? theDocument : (connection?.id ?? theDocument)}
      options={[
        ...connections.map(({ id, name, kind }) => ({
          id,
          label: name,
          note: kind === 'sandbox' ? 'everything on this machine' : undefined,
        })),
        { id: theDocument, label: 'a pasted document', note: 'tokenExchange, or one site of it' },
      ]}
      onChange={(id) =>
        change(
          id === theDocument
            ? { against: 'document' }
            : { against: 'connection', connectionId: id, site: null },
        )
      }
    />
  )
}

function SitePicker() {
  const { change } = useTokens()
  const { against, connection, site, document, documentSite } = useResolved()
  const ofDocument = against === 'document'
  const value = ofDocument ? documentSite : site
  const sites = ofDocument
    ? readDocument(document, documentSite).sites.map((key) => ({ key, note: undefined }))
    : (connection?.sites ?? [])
  // One that is not listed was named by hand, or by whoever started the run.
  const named = value !== null && !sites.some(({ key }) => key === value)
  return (
    <Picker
      label="Site"
      value={value ?? noSite}
      options={[
        { id: noSite, label: 'not named', note: 'the platform takes default' },
        ...(named && value !== null ? [{ id: value, label: value }] : []),
        ...sites.map(({ key, note }) => ({ id: key, label: key, note })),
      ]}
      onChange={(id) => {
        const chosen = id === noSite ? null : id
        change(ofDocument ? { documentSite: chosen } : { site: chosen })
      }}
    />
  )
}

function ModePicker() {
  const { change } = useTokens()
  const mode = useTokensState((state) => state.settings.mode)
  return (
    <Picker
      label="Mode"
      value={mode}
      options={modes}
      onChange={(id) => {
        const chosen = modes.find((one) => one.id === id)
        if (chosen) change({ mode: chosen.id })
      }}
    />
  )
}
