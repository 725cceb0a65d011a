import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import styles from './deleted-note.module.css'

/** Deletions can be taken back as long as the window is open; the last one stands here. */
export function DeletedNote() {
  const { undoDelete } = useConnections()
  const deleted = useConnectionsState((state) => state.deleted)
  const undo = useRef<HTMLButtonElement>(null)
  const last = deleted.at(-1)
  const before = useRef(0)

  useEffect(() => {
    // What had the focus went with the connection.
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (deleted.length > before.current && isLost) undo.current?.focus()
    before.current = deleted.length
  }, [deleted.length])

  return (
    <output className={styles.deletions}>
      {last && (
        <span className={styles.deleted}>
          <span className={styles.deletedWords}>
            <Foreign>{last.name}</Foreign>
            {deleted.length > 1 ? ` and ${deleted.length - 1} more deleted` : ' deleted'}
          </span>
          <Button ref={undo} size="small" shortcut="Z" onPress={() => void undoDelete()}>
            Undo
          </Button>
        </span>
      )}
    </output>
  )
}
