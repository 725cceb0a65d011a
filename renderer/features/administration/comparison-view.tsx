import type { KeyComparison } from '../../../shared/key-set.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Note } from '../../ui/note.tsx'
import { useConnections, useConnectionsState } from '../connections/connections-context.tsx'
import { valueAt } from '../connections/document.ts'
import { useConsole } from '../debugger/console-context.tsx'
import { KeyTable } from './key-table.tsx'
import { useAdministration } from './live-context.tsx'
import styles from './live-pane.module.css'
import { insertable, pinnedPath, withMissing } from './missing-keys.ts'
import { RequestsFold } from './requests-fold.tsx'

interface ComparisonViewProps {
  comparison: KeyComparison
  connectionId: string
}

/** The keys that a site has pinned against those that its provider publishes now. */
export function ComparisonView({ comparison, connectionId }: ComparisonViewProps) {
  const { site, sentence, pinnedIn, liveFrom, keys, exchanges } = comparison
  const differs =
    pinnedIn !== null && keys.some(({ status, key }) => status !== 'same' && key.verifies)
  return (
    <>
      <div className={styles.part}>
        <Note tone={differs ? 'warning' : 'info'} role="alert">
          <p>
            <Foreign>{sentence}</Foreign>
          </p>
        </Note>
        <p className={styles.explanation}>
          {pinnedIn === null ? `${site} pins no keys` : `Pinned in ${pinnedIn}`}, live from{' '}
          <Foreign>{liveFrom}</Foreign>
        </p>
        <Insert comparison={comparison} connectionId={connectionId} />
      </div>
      <KeyTable label={`Keys of ${site}`} rows={keys} />
      <RequestsFold exchanges={exchanges} />
    </>
  )
}

/** Into the document that is edited: it is saved, or written to the platform, like any other change. */
function Insert({ comparison, connectionId }: ComparisonViewProps) {
  const { set } = useConnections()
  const { show } = useAdministration()
  const { say, copy } = useConsole()
  const document = useConnectionsState((state) => state.document)
  const missing = insertable(comparison)
  if (comparison.pinnedIn === null || missing.length === 0) return null
  const path =
    document?.connectionId === connectionId ? pinnedPath(document.analysis, comparison) : null
  const insertion = document && path && withMissing(path, valueAt(document, path), comparison)
  if (!insertion) {
    return (
      <div className={styles.actions}>
        <span className={styles.explanation}>
          {comparison.pinnedIn} is not in a document of this connection: change it where it is.
        </span>
        <Button
          size="small"
          icon="copy"
          onPress={() => void copy(comparison.jwks, 'Copied, public members alone')}
        >
          Copy the live key set
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        icon="plus"
        onPress={() => {
          set(insertion.path, insertion.value)
          show('configure')
          say(`${count(missing.length, 'key')} inserted into ${comparison.pinnedIn}, not saved yet`)
        }}
      >
        {missing.length === 1 ? 'Insert the missing one' : 'Insert the missing ones'}
      </Button>
      <span className={styles.explanation}>
        {count(missing.length, 'key')}, public members alone, into the document of this connection.
      </span>
    </div>
  )
}
