import { Picker } from '../../ui/picker.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'

/** No id of a site can be empty, so this one means that the request names none. */
const noSite = ''

/** Flow, connection and site. Choosing another one puts a new run on screen. */
export function Pickers() {
  const { startRun } = useConsole()
  const run = useConsoleState((state) => state.run)
  const flows = useConsoleState((state) => state.flows)
  const connections = useConsoleState((state) => state.connections)
  if (!run) return null

  const flowId = run.flowId
  const connectionId = run.connection.id
  const chosen = connections.find(({ id }) => id === connectionId)
  const sites = chosen?.sites ?? []
  const takesSite = (id: string) => flows.find((flow) => flow.id === id)?.takesSite === true
  // A site that the connection does not list was named by whoever started the run.
  const named = run.site !== null && !sites.some(({ key }) => key === run.site)
  return (
    <>
      <Picker
        label="Flow"
        value={flowId}
        options={flows.map(({ id, title }) => ({ id, label: title }))}
        onChange={(id) => {
          const fits = connections.find(({ flows }) => flows.includes(id))
          const site = takesSite(id) ? run.site : null
          if (chosen?.flows.includes(id)) void startRun(id, connectionId, site)
          else if (fits) void startRun(id, fits.id, null)
        }}
      />
      <Picker
        label="Connection"
        value={connectionId}
        options={connections
          .filter(({ flows }) => flows.includes(flowId))
          .map(({ id, name, kind }) => ({
            id,
            label: name,
            note: kind === 'sandbox' ? 'everything on this machine' : undefined,
          }))}
        onChange={(id) => void startRun(flowId, id, null)}
      />
      {takesSite(flowId) && (
        <Picker
          label="Site"
          value={run.site ?? noSite}
          options={[
            { id: noSite, label: 'not named', note: 'the platform takes default' },
            ...(named && run.site !== null ? [{ id: run.site, label: run.site }] : []),
            ...sites.map(({ key, note }) => ({ id: key, label: key, note })),
          ]}
          onChange={(id) => void startRun(flowId, connectionId, id === noSite ? null : id)}
        />
      )}
    </>
  )
}
