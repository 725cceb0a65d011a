import { useEffect, useState } from 'react'
import type { ConnectionForm, Imported } from '../../../shared/connection-form.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import { ConnectionsProblem } from './connections-problem.tsx'
import { waitByTimer } from './connections-store.ts'
import styles from './dialogs.module.css'
import fields from './fields.module.css'

/** A platform's template, or what was pasted: either is edited before it is saved. */
export function NewDialog() {
  const { store, beginWith, clear } = useConnections()
  const isOpen = useConnectionsState((state) => state.dialog === 'new')
  const forms = useConnectionsState((state) => state.forms)
  const close = () => {
    store.setState({ dialog: null, imported: null })
    clear('dialog')
  }
  return (
    <Dialog title="New connection" isOpen={isOpen} onClose={close} keepOpenOutside>
      <div className={styles.stack}>
        <h3 className={styles.heading}>From the beginning</h3>
        <ul className={styles.platforms}>
          {forms.map((form: ConnectionForm, index) => (
            <li key={form.platform}>
              <Button
                icon="platform"
                // The dialog was opened for one of these.
                // oxlint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={index === 0}
                onPress={() => void beginWith(form.template, true)}
              >
                {form.platformTitle}
              </Button>
            </li>
          ))}
        </ul>
        <h3 className={styles.heading}>From what you have</h3>
        <ImportPart />
      </div>
    </Dialog>
  )
}

const restMilliseconds = 300

function ImportPart() {
  const { import: recognise, store } = useConnections()
  const imported = useConnectionsState((state) => state.imported)
  const [text, setText] = useState('')

  useEffect(() => {
    if (text.trim() === '') return store.setState({ imported: null })
    return waitByTimer(() => void recognise(text), restMilliseconds)
  }, [text, recognise, store])

  return (
    <div className={styles.stack}>
      <textarea
        className={classes(fields.field, fields.area, styles.paste)}
        aria-label="Paste what describes the connection"
        placeholder="Paste an issuer, a discovery URL or document, a tokenExchange document, a snippet of a storefront, or an exported connection"
        value={text}
        spellCheck="false"
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <ConnectionsProblem place="dialog" />
      <output className={styles.stack}>
        {imported?.length === 0 && (
          <p className={styles.quiet}>
            This is not recognised. Begin with a platform, and paste the values into its fields.
          </p>
        )}
        {imported?.map((one) => (
          <Candidate key={`${one.took} ${one.text}`} candidate={one} />
        ))}
      </output>
    </div>
  )
}

function Candidate({ candidate }: { candidate: Imported }) {
  const { beginWith } = useConnections()
  const { took, text, notes } = candidate
  return (
    <div className={styles.candidate}>
      <div className={styles.took}>
        <Icon name="check" />
        <span>
          Taken for <Foreign>{took}</Foreign>
        </span>
        <Button size="small" onPress={() => void beginWith(text, false)}>
          Edit this one
        </Button>
      </div>
      {notes.map((note) => (
        <p key={note} className={styles.quiet}>
          <Foreign>{note}</Foreign>
        </p>
      ))}
    </div>
  )
}
