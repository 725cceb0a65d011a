import { useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { LiveAction } from '../administration/live-action.tsx'
import { useLiveState } from '../administration/live-context.tsx'
import toolbar from '../debugger/toolbar.module.css'
import {
  useChosen,
  useConnections,
  useConnectionsState,
  useReasonNotToSave,
} from './connections-context.tsx'
import styles from './connections-toolbar.module.css'
import { isChanged, nameOf } from './document.ts'
import { narrowQuery } from './narrow.ts'

/** What the area is, how the document stands, and the one primary button. */
export function ConnectionsToolbar() {
  const { store, save, leaveFor } = useConnections()
  const document = useConnectionsState((state) => state.document)
  const saving = useConnectionsState((state) => state.saving)
  const chosen = useChosen()
  const reason = useReasonNotToSave()
  const narrow = useMedia(narrowQuery)
  const stateId = useId()
  const live = useLiveState(({ way }) => way === 'live')
  const isNew = document?.connectionId === null
  const name = document ? nameOf(document) : ''
  return (
    <header className={toolbar.toolbar} data-pane>
      <h1 className={styles.title}>Connections</h1>
      {!live && (
        <output id={stateId} className={styles.state}>
          <Foreign>
            {document
              ? stateWords(isNew, isChanged(document), reason)
              : chosen?.kind === 'sandbox'
                ? 'read-only'
                : ''}
          </Foreign>
        </output>
      )}
      {!live && chosen && (chosen.kind === 'sandbox' || chosen.flows.length > 0) && (
        <Button
          icon="debugger"
          shortcut={narrow ? undefined : 'U'}
          onPress={() => void leaveFor({ kind: 'debugger', connectionId: chosen.id })}
        >
          Use in debugger
        </Button>
      )}
      {!live && (
        <Button icon="download" onPress={() => store.setState({ dialog: 'export' })}>
          Export
        </Button>
      )}
      {live ? (
        <LiveAction />
      ) : (
        <Button
          kind="primary"
          className={toolbar.primary}
          icon="check"
          shortcut="Ctrl S"
          aria-describedby={stateId}
          isDisabled={reason !== null}
          onPress={() => void save()}
          data-testid="save"
        >
          {saving
            ? 'Saving'
            : !document || narrow || !isNew
              ? isNew || !document
                ? 'Save'
                : 'Save changes'
              : `Save ${name}`}
        </Button>
      )}
    </header>
  )
}

function stateWords(isNew: boolean, changed: boolean, reason: string | null): string {
  if (!changed) return isNew ? 'new, nothing in it yet' : 'saved'
  const state = isNew ? 'new, not saved' : 'changed, not saved'
  return reason === null ? state : `${state}: ${reason}`
}
