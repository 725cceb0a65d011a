import { useEffect, useRef } from 'react'
import { useConsoleState } from '../debugger/console-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Note } from '../../ui/note.tsx'
import { useConnections, useConnectionsState, useReasonNotToSave } from './connections-context.tsx'
import styles from './document-pane.module.css'

/** Asked in place, before changes would be lost. */
export function LeaveNote() {
  const { answerLeaving } = useConnections()
  const leaving = useConnectionsState((state) => state.leaving)
  const connections = useConsoleState((state) => state.connections)
  const reason = useReasonNotToSave()
  const first = useRef<HTMLButtonElement>(null)
  const isAsked = leaving !== null
  useEffect(() => {
    if (isAsked) first.current?.focus()
  }, [isAsked])
  if (!leaving) return null
  const target =
    leaving.kind === 'begin'
      ? 'the new connection'
      : (connections.find(({ id }) => id === leaving.connectionId)?.name ?? 'the other one')
  return (
    <div className={styles.leave}>
      <Note tone="warning" role="alert">
        <p>
          The changes here are not saved.{' '}
          {reason === null ? (
            leaving.kind === 'debugger' ? (
              'The debugger takes what is stored.'
            ) : (
              <>
                Opening <Foreign>{target}</Foreign> would lose them.
              </>
            )
          ) : (
            <>
              They cannot be saved as they stand: <Foreign>{reason}</Foreign>.
            </>
          )}
        </p>
        <div className={styles.actions}>
          {reason === null && (
            <Button ref={first} size="small" onPress={() => void answerLeaving('save')}>
              {`Save and ${leaving.kind === 'debugger' ? 'use it' : 'go on'}`}
            </Button>
          )}
          <Button
            ref={reason === null ? undefined : first}
            size="small"
            onPress={() => void answerLeaving('stay')}
          >
            Stay here
          </Button>
          <Button size="small" kind="quiet" onPress={() => void answerLeaving('discard')}>
            Discard the changes
          </Button>
        </div>
      </Note>
    </div>
  )
}
