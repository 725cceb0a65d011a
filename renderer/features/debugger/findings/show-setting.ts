import type { DocumentPath } from '../../../../shared/connection-form.ts'
import type { Connections } from '../../connections/connections.ts'
import type { ConnectionsState } from '../../connections/connections-state.ts'
import { showPlace } from '../../connections/show-place.ts'
import { settingPath } from './setting-path.ts'

/** Opens the connection at the field of a setting. The person may first be asked what becomes of unsaved changes. */
export async function showSetting(
  connections: Connections,
  connectionId: string,
  setting: string,
): Promise<void> {
  const { store, load, choose, select } = connections
  const show = (path: DocumentPath) => {
    select(path, 'form')
    showPlace(store, path, { takesFocus: true })
  }
  await load(connectionId)
  if (store.getState().document?.connectionId !== connectionId) await choose(connectionId)
  const known = pathIn(store.getState(), connectionId, setting)
  if (known) return show(known)
  // Its places are known once it was analysed.
  const stop = store.subscribe((state) => {
    const path = pathIn(state, connectionId, setting)
    if (!path && (state.chosenId === connectionId || state.leaving !== null)) return
    stop()
    if (path) show(path)
  })
}

/** Null while the document is not on screen, or not analysed yet. */
function pathIn(
  { document }: ConnectionsState,
  connectionId: string,
  setting: string,
): DocumentPath | null {
  if (document?.connectionId !== connectionId || !document.analysis) return null
  return settingPath(setting, document.readable.root)
}
