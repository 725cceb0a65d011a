import { useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './add-connection-dialog.module.css'
import { useConsole, useConsoleState } from './console-context.tsx'
import { Problem } from './problem.tsx'

/** A connection from its JSON. What was typed stays until it was saved, even if the dialog is closed. */
export function AddConnectionDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { saveConnection } = useConsole()
  const [text, setText] = useState('')
  const refused = useConsoleState((state) => state.problems.connection !== undefined)
  const save = async () => {
    if (await saveConnection(text)) setText('')
  }
  return (
    <Dialog title="Add a connection" isOpen={isOpen} onClose={onClose} keepOpenOutside>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          value={text}
          onChange={setText}
          isInvalid={refused}
          // `native` would keep the corrected text from being submitted: the refusal came from the core.
          validationBehavior="aria"
          // The person opened this to type here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        >
          <Label>Connection as JSON</Label>
          <TextArea className={styles.text} spellCheck="false" />
        </TextField>
        <p className={styles.hint}>
          {'The schema is printed by '}
          <code>npm run --silent cli -- schema connection</code>
          {'. Secrets in it are sealed and never shown again; one of the same name is replaced.'}
        </p>
        <Problem place="connection" />
        <div className={styles.actions}>
          <Button onPress={onClose}>Close</Button>
          <Button kind="primary" type="submit" isDisabled={text.trim() === ''}>
            Save the connection
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
