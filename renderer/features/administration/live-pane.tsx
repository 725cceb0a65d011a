import { Foreign } from '../../ui/foreign.tsx'
import pane from '../../ui/pane.module.css'
import { Picker } from '../../ui/picker.tsx'
import { useMedia } from '../../ui/use-media.ts'
import {
  useChosen,
  useConnections,
  useConnectionsState,
} from '../connections/connections-context.tsx'
import { isChanged } from '../connections/document.ts'
import { narrowQuery } from '../connections/narrow.ts'
import { KeysView } from './keys-view.tsx'
import { useAdministration, useLiveState } from './live-context.tsx'
import styles from './live-pane.module.css'
import { chosenIdOf, keysId } from './live-state.ts'
import { Refusal } from './refusal.tsx'
import { ResourceList } from './resource-list.tsx'
import { ResourceView } from './resource-view.tsx'
import { type Live, useLive, useResources } from './use-live.ts'
import { WaySegments } from './way-segments.tsx'

/** What the platform of the connection has now, and how it is changed there. */
export function LivePane() {
  useResources()
  const live = useLive()
  const narrow = useMedia(narrowQuery)
  const isKeys = useLiveState(
    (state) => live !== null && chosenIdOf(state, live.connection.id) === keysId,
  )
  return (
    <section className={`${pane.pane} ${styles.pane}`} aria-label="Live" data-pane>
      <Head />
      {live ? (
        <div className={styles.split}>
          {narrow ? <ResourcePicker live={live} /> : <ResourceList live={live} />}
          {isKeys ? <KeysView connection={live.connection} /> : <Shown live={live} />}
        </div>
      ) : (
        <p className={styles.empty}>
          What the platform has stands here once the connection is saved: it is asked with what is
          stored.
        </p>
      )}
    </section>
  )
}

function Shown({ live }: { live: Live }) {
  const refused = useLiveState(({ problems }) => problems[live.connection.id])
  if (refused) {
    return (
      <div className={styles.view}>
        <Refusal failure={refused} />
      </div>
    )
  }
  const { resource, place } = live
  if (!resource || !place) return <div className={styles.view} />
  return <ResourceView live={{ ...live, resource, place }} />
}

function Head() {
  const chosen = useChosen()
  const { store } = useConnections()
  const changed = useConnectionsState(({ document }) => document !== null && isChanged(document))
  const forms = store.getState().forms
  const title = forms.find(({ platform }) => platform === chosen?.platform)?.platformTitle
  const note = changed
    ? 'asked as it is stored; changes are not saved yet'
    : chosen?.kind === 'sandbox'
      ? 'emulated on this machine'
      : 'as the platform has it'
  return (
    <div className={pane.head}>
      <div className={pane.words}>
        <h2 className={pane.title}>
          <Foreign>{chosen?.name ?? 'New connection'}</Foreign>
        </h2>
        <p className={pane.sub}>{[title, note].filter(Boolean).join(', ')}</p>
      </div>
      <WaySegments />
    </div>
  )
}

function ResourcePicker({ live: { connection, resources } }: { live: Live }) {
  const { choose } = useAdministration()
  const chosen = useLiveState((state) => chosenIdOf(state, connection.id))
  const titles = new Set(resources.map(({ platformTitle }) => platformTitle))
  return (
    <div className={styles.picker}>
      <Picker
        label="Shown"
        value={chosen ?? ''}
        options={[
          ...resources.map(({ id, title, platformTitle }) => ({
            id,
            label: title,
            ...(titles.size > 1 && { note: platformTitle }),
          })),
          { id: keysId, label: 'Signing keys' },
        ]}
        onChange={(id) => choose(connection.id, id)}
      />
    </div>
  )
}
