import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useConsole, useConsoleState } from '../debugger/console-context.tsx'
import { useChosen, useConnections, useConnectionsState } from './connections-context.tsx'
import { ConnectionsProblem } from './connections-problem.tsx'
import styles from './dialogs.module.css'
import fields from './fields.module.css'

/** Texts that leave the console by the person's own hands: neither holds a secret. */
export function TextDialogs() {
  const { store, clear } = useConnections()
  const dialog = useConnectionsState((state) => state.dialog)
  const close = () => {
    store.setState({ dialog: null })
    clear('dialog')
  }
  return (
    <>
      <Dialog title="Change request text" isOpen={dialog === 'change-request'} onClose={close}>
        <ChangeRequest />
      </Dialog>
      <Dialog title="Export" isOpen={dialog === 'export'} onClose={close}>
        <Export />
      </Dialog>
    </>
  )
}

function ChangeRequest() {
  const { ask } = useConnections()
  const connectionId = useChosen()?.id
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    if (connectionId === undefined) return
    void ask('dialog', 'connections.changeRequest', { connectionId }).then((reply) =>
      setText(reply?.text ?? null),
    )
  }, [ask, connectionId])
  return (
    <TextPart
      label="Change request"
      explanation="What platform support, or whoever sets up the other end, asks for. It holds no secret, and tells of the connection as it is stored."
      text={text}
    />
  )
}

type Scope = 'this' | 'all'

function Export() {
  const { ask } = useConnections()
  const chosen = useChosen()
  const connections = useConsoleState((state) => state.connections)
  const stored = connections.filter(({ kind }) => kind === 'stored').map(({ id }) => id)
  const [scope, setScope] = useState<Scope>('this')
  const [text, setText] = useState<string | null>(null)
  const isOne = scope === 'this' && chosen?.kind === 'stored'
  const ids = JSON.stringify(isOne ? [chosen.id] : stored)
  useEffect(() => {
    const connectionIds = JSON.parse(ids) as string[]
    if (connectionIds.length === 0) return
    void ask('dialog', 'connections.export', { connectionIds }).then((reply) =>
      setText(reply?.text ?? null),
    )
  }, [ask, ids])
  if (stored.length === 0) return <p>There is nothing to export: no connection is stored yet.</p>
  return (
    <TextPart
      label="Export"
      explanation="As stored, without secrets. To be imported in another console with New connection."
      text={text}
      file="connections.json"
    >
      {chosen?.kind === 'stored' && stored.length > 1 && (
        <Segments<Scope>
          label="What to export"
          items={[
            { id: 'this', label: chosen.name },
            { id: 'all', label: `All ${stored.length}` },
          ]}
          value={scope}
          onChange={setScope}
        />
      )}
    </TextPart>
  )
}

interface TextPartProps {
  label: string
  explanation: string
  text: string | null
  /** Offers to save it under this name. */
  file?: string
  children?: React.ReactNode
}

function TextPart({ label, explanation, text, file, children }: TextPartProps) {
  const { copy } = useConsole()
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>{explanation}</p>
      {children}
      <ConnectionsProblem place="dialog" />
      {text !== null && (
        <>
          <textarea
            className={classes(fields.field, fields.area, styles.text)}
            aria-label={label}
            readOnly
            value={text}
            spellCheck="false"
          />
          <div className={styles.actions}>
            {file !== undefined && (
              <Button icon="download" onPress={() => saveFile(file, text)}>
                Save as a file
              </Button>
            )}
            <Button icon="copy" onPress={() => void copy(text, 'Copied, without secrets')}>
              Copy
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

/** By the browser's own download, which asks where to put it. */
function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
