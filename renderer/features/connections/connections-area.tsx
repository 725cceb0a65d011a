import { useEffect } from 'react'
import { classes } from '../../ui/classes.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useLiveState } from '../administration/live-context.tsx'
import { LivePane } from '../administration/live-pane.tsx'
import { useConsoleState } from '../debugger/console-context.tsx'
import { ConnectionList } from './connection-list.tsx'
import styles from './connections-area.module.css'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import { ConnectionsToolbar } from './connections-toolbar.tsx'
import { DocumentPane } from './document-pane.tsx'
import { narrowQuery } from './narrow.ts'
import { NewDialog } from './new-dialog.tsx'
import { SidePane } from './side-pane.tsx'
import { TextDialogs } from './text-dialogs.tsx'
import { useConnectionsShortcuts } from './use-connections-shortcuts.ts'

/** Connections are set up, understood and kept here. */
export function ConnectionsArea() {
  const { load } = useConnections()
  const narrow = useMedia(narrowQuery)
  const loaded = useConsoleState((state) => state.loaded)
  const first = useConsoleState(
    ({ run, connections }) =>
      (
        connections.find(({ id, kind }) => id === run?.connection.id && kind === 'stored') ??
        connections.find(({ kind }) => kind === 'stored') ??
        connections[0]
      )?.id ?? null,
  )
  const hasDocument = useConnectionsState(({ document }) => document !== null)
  const live = useLiveState(({ way }) => way === 'live')
  const beside = !narrow && hasDocument && !live
  useConnectionsShortcuts()

  useEffect(() => {
    if (loaded) void load(first)
  }, [loaded, load, first])

  return (
    <>
      <ConnectionsToolbar />
      <main className={classes(styles.content, !beside && styles.alone)}>
        <ConnectionList />
        {live ? <LivePane /> : <DocumentPane narrow={narrow} />}
        {beside && <SidePane />}
      </main>
      <NewDialog />
      <TextDialogs />
    </>
  )
}
