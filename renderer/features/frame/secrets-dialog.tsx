import { useEffect, useId, useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useStore } from 'zustand'
import type { SecretKeeping } from '../../../shared/secret-keeping.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Note } from '../../ui/note.tsx'
import { useConsole } from '../debugger/console-context.tsx'
import styles from './secrets-dialog.module.css'

interface SecretsDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** How secrets are kept here, and the choice where there is one: nothing weaker without the person's word. */
export function SecretsDialog({ isOpen, onClose }: SecretsDialogProps) {
  return (
    <Dialog title="How secrets are kept" isOpen={isOpen} onClose={onClose}>
      <Keeping onClose={onClose} />
    </Dialog>
  )
}

/** Built anew whenever the dialog opens. */
function Keeping({ onClose }: { onClose: () => void }) {
  const { secrets, copy } = useConsole()
  const { status, left, problem, isSent } = useStore(secrets.store)
  const [picked, setPicked] = useState<string | null>(null)
  useEffect(() => void secrets.look(), [secrets])
  const chosen = status?.choices.find((choice) => choice.chosen)?.id ?? null
  const id = picked ?? chosen
  const isChange = id !== null && id !== chosen
  const apply = async () => {
    if (!isChange || (await secrets.choose(id))) onClose()
  }
  return (
    <div className={styles.stack}>
      {status && (
        <Note tone={status.lasting ? 'info' : 'warning'}>
          <Foreign>{status.sentence}</Foreign>
        </Note>
      )}
      {status && <Choices status={status} value={id} onChange={setPicked} />}
      {left.length > 0 && (
        <Note tone="warning" role="alert">
          <Foreign>{leftSentence(left)}</Foreign>
        </Note>
      )}
      {problem && (
        <FailureNote failure={problem} onCopy={(text) => void copy(text, 'Copied, redacted')} />
      )}
      <div className={styles.actions}>
        {isChange && <Button onPress={onClose}>Cancel</Button>}
        {chosen === null ? (
          <Button onPress={onClose}>Close</Button>
        ) : (
          <Button kind="primary" isDisabled={isSent} onPress={() => void apply()}>
            {isChange ? 'Apply' : 'Keep it so'}
          </Button>
        )}
      </div>
    </div>
  )
}

interface ChoicesProps {
  status: SecretKeeping
  value: string | null
  onChange: (id: string) => void
}

function Choices({ status, value, onChange }: ChoicesProps) {
  const id = useId()
  if (status.choices.length === 0)
    return (
      <p>There is nothing to choose here: no weaker way is offered while this one is at hand.</p>
    )
  return (
    <RadioGroup className={styles.group} value={value} onChange={onChange}>
      <Label className={styles.label}>Without a key store of the system</Label>
      {status.choices.map((choice) => (
        <Radio
          key={choice.id}
          className={styles.choice}
          value={choice.id}
          aria-label={choice.title}
          aria-describedby={`${id}-${choice.id}`}
        >
          <span className={styles.dot} />
          <span>
            <span className={styles.title}>{choice.title}</span>
            <span id={`${id}-${choice.id}`} className={styles.explanation}>
              {choice.explanation}
            </span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

function leftSentence(names: readonly string[]): string {
  const whose = names.map((name) => `“${name}”`).join(', ')
  return `A secret of ${whose} could not be opened and stays as it was. Enter it again there.`
}
