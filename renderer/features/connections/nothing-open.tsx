import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import pane from '../../ui/pane.module.css'
import { WaySegments } from '../administration/way-segments.tsx'
import { useConsoleState } from '../debugger/console-context.tsx'
import { useChosen, useConnections, useConnectionsState } from './connections-context.tsx'
import { ConnectionsProblem } from './connections-problem.tsx'
import styles from './document-pane.module.css'

/** Where a form would stand: a connection without a document, or none at all. */
export function NothingOpen() {
  const { store } = useConnections()
  const chosen = useChosen()
  const refused = useConnectionsState((state) => state.problems.document !== undefined)
  if (refused) return <ConnectionsProblem place="document" className={styles.problem} />
  if (chosen?.kind === 'sandbox') return <BuiltIn name={chosen.name} />
  if (chosen) return null
  return (
    <div className={styles.empty}>
      <p>
        No connection is open. Choose one on the left, or set up a new one: its settings, what they
        mean and what is wrong with them stand here.
      </p>
      <Button icon="plus" shortcut="A" onPress={() => store.setState({ dialog: 'new' })}>
        New connection
      </Button>
    </div>
  )
}

function BuiltIn({ name }: { name: string }) {
  const { leaveFor } = useConnections()
  const chosen = useChosen()
  const sandbox = useConsoleState((state) => state.sandbox)
  return (
    <>
      <div className={pane.head}>
        <div className={pane.words}>
          <h2 className={pane.title}>
            <Foreign>{name}</Foreign>
          </h2>
          <p className={pane.sub}>Built in, read-only</p>
        </div>
        <WaySegments />
      </div>
      <div className={styles.empty}>
        <p>
          This connection belongs to the console. It leads to an identity provider and to every
          platform, emulated on this machine: nothing of it leaves the machine, and nothing has to
          be set up.
        </p>
        <p>
          Its settings are made anew each time it starts, so that there is nothing to edit, export
          or delete.
          {sandbox?.running && sandbox.issuer
            ? ` It runs now; its provider is ${sandbox.issuer}.`
            : ' It starts with the first run on it.'}
        </p>
        {chosen && (
          <Button
            icon="debugger"
            shortcut="U"
            onPress={() => void leaveFor({ kind: 'debugger', connectionId: chosen.id })}
          >
            Use in debugger
          </Button>
        )}
      </div>
    </>
  )
}
