import { type FormEvent, useId, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Segments } from '../../../ui/segments.tsx'
import fields from '../../connections/fields.module.css'
import { useConsole, useConsoleState } from '../console-context.tsx'
import { flowOf } from '../console-state.ts'
import { Problem } from '../problem.tsx'
import {
  type Beginning,
  type BeginningKind,
  beginsWith,
  kindsFor,
  nothingTyped,
} from './beginning.ts'
import styles from './editing.module.css'

/** A run that begins in the middle: with what a sign-in elsewhere has brought. */
export function StartFromDialog() {
  const { store } = useConsole()
  const isOpen = useConsoleState((state) => state.dialog === 'start-from')
  const flow = useConsoleState((state) => state.run && flowOf(state, state.run))
  const close = () =>
    store.setState({
      dialog: null,
      problems: { ...store.getState().problems, 'start-from': undefined },
    })
  return (
    <Dialog title="Start from what you have" isOpen={isOpen} onClose={close} keepOpenOutside>
      <StartFrom kinds={kindsFor(flow ?? undefined)} onDone={close} />
    </Dialog>
  )
}

const labels: Record<BeginningKind, string> = {
  token: 'Token',
  callback: 'Callback URL',
  code: 'Code',
}

interface StartFromProps {
  kinds: BeginningKind[]
  onDone: () => void
}

/** What is typed stays in here, and is gone with it. */
function StartFrom({ kinds, onDone }: StartFromProps) {
  const { startFrom } = useConsole()
  const [kind, setKind] = useState<BeginningKind>(kinds[0] ?? 'token')
  const [typed, setTyped] = useState(nothingTyped)
  const begins = beginsWith(kind, typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!begins) return
    void startFrom(begins).then((started) => started && onDone())
  }
  const put = (name: keyof Beginning) => (text: string) => setTyped({ ...typed, [name]: text })
  return (
    <form className={styles.dialog} onSubmit={submit}>
      {kinds.length > 1 && (
        <div>
          <Segments<BeginningKind>
            label="Start from"
            items={kinds.map((id) => ({ id, label: labels[id] }))}
            value={kind}
            onChange={setKind}
          />
        </div>
      )}
      <p className={styles.sentence}>{explanations[kind]}</p>
      {kind === 'token' && <Secret label="Token" value={typed.token} onChange={put('token')} />}
      {kind === 'callback' && (
        <Text
          label="Callback URL"
          help="The whole address to which the browser was sent back, with everything behind the question mark."
          value={typed.callback}
          onChange={put('callback')}
        />
      )}
      {kind === 'code' && <Secret label="Code" value={typed.code} onChange={put('code')} />}
      {kind !== 'token' && <OfSignIn kind={kind} typed={typed} put={put} />}
      <Problem place="start-from" />
      <div className={styles.actions}>
        <Button type="submit" icon="play" isDisabled={!begins}>
          Start the run
        </Button>
        <Button kind="quiet" shortcut="Esc" onPress={onDone}>
          Close
        </Button>
      </div>
    </form>
  )
}

const explanations: Record<BeginningKind, string> = {
  token: 'The sign-in is left out; the run begins with this token. Nothing is sent yet.',
  callback:
    'The sign-in is left out; the run redeems the code that this callback brought. Nothing is sent yet.',
  code: 'The sign-in is left out; the run redeems this code. Nothing is sent yet.',
}

interface OfSignInProps {
  kind: BeginningKind
  typed: Beginning
  put: (name: keyof Beginning) => (text: string) => void
}

/** What the sign-in was begun with: redeeming needs the same. */
function OfSignIn({ kind, typed, put }: OfSignInProps) {
  return (
    <>
      <Text
        label={kind === 'code' ? 'Redirect URI' : 'Redirect URI, optional'}
        help={
          kind === 'code'
            ? 'As it was sent with the authorization request, byte for byte.'
            : 'Where the URL above holds only the query, or was sent another one.'
        }
        value={typed.redirectUri}
        onChange={put('redirectUri')}
      />
      <Secret
        label="Code verifier, optional"
        help="Where the authorization request had a code_challenge."
        value={typed.codeVerifier}
        onChange={put('codeVerifier')}
      />
      <Secret
        label="Nonce, optional"
        help="Where the authorization request had one; else that of the ID token cannot be checked."
        value={typed.nonce}
        onChange={put('nonce')}
      />
    </>
  )
}

interface FieldProps {
  label: string
  help?: string
  value: string
  onChange: (text: string) => void
}

function Text({ label, help, value, onChange }: FieldProps) {
  const id = useId()
  return (
    <div className={styles.input}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        aria-describedby={help && `${id}help`}
        className={classes(fields.field, fields.area, styles.grows)}
        value={value}
        rows={1}
        spellCheck="false"
        onChange={(event) => onChange(event.target.value)}
      />
      {help && (
        <p id={`${id}help`} className={styles.from}>
          {help}
        </p>
      )}
    </div>
  )
}

function Secret({ label, help, value, onChange }: FieldProps) {
  const id = useId()
  return (
    <div className={styles.input}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="password"
        aria-describedby={help && `${id}help`}
        className={fields.field}
        value={value}
        // Not a login of the person: no password manager has anything to fill in here.
        autoComplete="new-password"
        spellCheck="false"
        onChange={(event) => onChange(event.target.value)}
      />
      {help && (
        <p id={`${id}help`} className={styles.from}>
          {help}
        </p>
      )}
    </div>
  )
}
