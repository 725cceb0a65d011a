import { useEffect, useRef, useState } from 'react'
import type { DocumentPath } from '../../../shared/connection-form.ts'
import { MASK } from '../../../shared/redact.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { useConnections } from './connections-context.tsx'
import styles from './fields.module.css'
import type { ControlIds } from './form-row.tsx'
import type { Json } from './json-edit.ts'
import { RevealButton } from './reveal-button.tsx'
import { secretStanding } from './secret-reference.ts'
import { findingClass, standingClass, type TextControlProps } from './text-field.tsx'

interface SecretControlProps {
  ids: ControlIds
  /** Where it stands, for revealing. */
  path: DocumentPath
  value: Json | undefined
  /** Whether just this reference is stored, so that it can be revealed. */
  isStored: boolean
  standing?: TextControlProps['standing']
  placeholder?: string
  isReadOnly: boolean
  /** Empty: none any more. */
  onChange: (text: string) => void
}

/** Write-only: dots, whatever is behind them. It is shown only as long as the person holds the button. */
export function SecretControl(props: SecretControlProps) {
  const { ids, path, value, isStored, standing, isReadOnly } = props
  const [replacing, setReplacing] = useState(false)
  const [revealed, setRevealed] = useState<string | null>(null)
  const { reveal } = useConnections()
  const is = secretStanding(value)
  if (is.kind === 'none' || is.kind === 'clear' || replacing) {
    return <SecretInput {...props} takesFocus={replacing} onDone={() => setReplacing(false)} />
  }
  return (
    <div
      className={classes(styles.field, styles.group, standingClass(standing), findingClass(ids))}
    >
      <span className={classes(styles.shown, revealed !== null && styles.revealed)}>
        <output id={ids.id} aria-labelledby={ids.labelId}>
          {revealed !== null ? (
            <Foreign>{revealed}</Foreign>
          ) : is.kind === 'sealed' ? (
            <span>{MASK.repeat(3)}</span>
          ) : (
            <Foreign>{is.kind === 'named' ? is.words : is.text}</Foreign>
          )}
        </output>
      </span>
      {isStored && (
        <RevealButton
          onHold={async (isHeld) => {
            const clear = await reveal(path)
            if (isHeld()) setRevealed(clear)
          }}
          onRelease={() => setRevealed(null)}
        />
      )}
      {!isReadOnly && (
        <Button size="small" kind="quiet" onPress={() => setReplacing(true)}>
          Replace
        </Button>
      )}
    </div>
  )
}

interface SecretInputProps extends SecretControlProps {
  takesFocus: boolean
  onDone: () => void
}

function SecretInput(props: SecretInputProps) {
  const { ids, value, standing, placeholder, isReadOnly, onChange, takesFocus, onDone } = props
  const [isShown, setShown] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const is = secretStanding(value)
  const text = is.kind === 'clear' ? is.text : ''
  useEffect(() => {
    if (takesFocus) input.current?.focus()
  }, [takesFocus])
  return (
    <div
      className={classes(styles.field, styles.group, standingClass(standing), findingClass(ids))}
    >
      <input
        ref={input}
        id={ids.id}
        type={isShown ? 'text' : 'password'}
        className={styles.inner}
        value={text}
        placeholder={takesFocus && text === '' ? 'type the new one' : placeholder}
        readOnly={isReadOnly}
        aria-describedby={ids.describedBy}
        aria-invalid={ids.isInvalid}
        // Not a login of the person: no password manager has anything to fill in here.
        autoComplete="new-password"
        spellCheck="false"
        onChange={(event) => onChange(event.target.value)}
        onBlur={onDone}
      />
      {text !== '' && (
        <RevealButton
          onHold={() => {
            setShown(true)
            return Promise.resolve()
          }}
          onRelease={() => setShown(false)}
        />
      )}
    </div>
  )
}
