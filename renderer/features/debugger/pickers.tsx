import { Picker } from '../../ui/picker.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { type Pair, titleUnder, withConnection, withFlow } from './pairing.ts'

/** No id of a site can be empty, so this one means that the request names none. */
const noSite = ''

/** Flow, connection and site. Choosing another one puts a new run on screen. */
export function Pickers() {
  const { startRun, say } = useConsole()
  const run = useConsoleState((state) => state.run)
  const flows = useConsoleState((state) => state.flows)
  const connections = useConsoleState((state) => state.connections)
  if (!run) return null

  const flowId = run.flowId
  const connectionId = run.connection.id
  const chosen = connections.find(({ id }) => id === connectionId)
  const sites = chosen?.sites ?? []
  const takesSite = flows.some(({ id, takesSite }) => id === flowId && takesSite)
  // A site that the connection does not list was named by whoever started the run.
  const named = run.site !== null && !sites.some(({ key }) => key === run.site)
  const world = { flows, connections, now: { flowId, connectionId, site: run.site } }
  const start = (pair: Pair | null) => {
    if (!pair) return
    void startRun(pair.flow.id, pair.connection.id, pair.site)
    if (pair.said !== null) say(pair.said)
  }
  return (
    <>
      <Picker
        label="Flow"
        value={flowId}
        options={flows.map((flow) => {
          const pair = withFlow(flow.id, world)
          return {
            id: flow.id,
            label: flow.title,
            listed: titleUnder(flow),
            group: flow.platformTitle,
            note: pair?.said ? `on ${pair.connection.name}` : undefined,
          }
        })}
        onChange={(id) => start(withFlow(id, world))}
      />
      <Picker
        label="Connection"
        value={connectionId}
        options={connections.map(({ id, name, kind }) => {
          const pair = withConnection(id, world)
          const note = pair?.said ? `with ${pair.flow.title}` : undefined
          return { id, label: name, note: kind === 'sandbox' ? 'everything on this machine' : note }
        })}
        onChange={(id) => start(withConnection(id, world))}
      />
      {takesSite && (
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
