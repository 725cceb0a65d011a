import { useState } from 'react'
import { Button } from 'react-aria-components'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useConsole, useConsoleState } from '../debugger/console-context.tsx'
import { LedgerDialog } from './ledger-dialog.tsx'
import { SecretsDialog } from './secrets-dialog.tsx'
import styles from './status-bar.module.css'

interface StatusBarProps {
  /** What the area on screen has asked of whom. */
  hosts: { sentence: string; details: string }
  /** Gets the element in which tooltips stand. */
  hintsRef: (place: Element | null) => void
}

export function StatusBar({ hosts, hintsRef }: StatusBarProps) {
  const { store } = useConsole()
  const sandbox = useConsoleState((state) => state.sandbox)
  const secrets = useConsoleState((state) => state.app?.secrets)
  return (
    <footer className={styles.bar}>
      <span className={styles.fact}>
        <Mark name={sandbox?.running ? 'passed' : 'pending'} small />
        <span>{sandboxWords(sandbox)}</span>
      </span>
      <Hosts {...hosts} />
      <span className={styles.end}>
        {secrets && <Secrets {...secrets} />}
        <span className={classes(styles.fact, styles.spare)}>
          <Icon name="mask" size={12} />
          <span>Redaction on</span>
        </span>
        <Button className={styles.keys} onPress={() => store.setState({ dialog: 'keys' })}>
          <KeyCap>?</KeyCap>
          Keys
        </Button>
      </span>
      <div ref={hintsRef} className={styles.hints} />
    </footer>
  )
}

function Hosts({ sentence, details }: StatusBarProps['hosts']) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        className={classes(styles.fact, styles.hosts)}
        aria-haspopup="dialog"
        onPress={() => setOpen(true)}
      >
        <Icon name="globe" size={12} />
        <span title={details}>
          <Foreign>{sentence}</Foreign>
        </span>
      </Button>
      <LedgerDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function Secrets({ sealed, sentence }: { sealed: boolean; sentence: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        className={classes(styles.fact, styles.secrets, sealed ? styles.sealed : styles.unsealed)}
        aria-haspopup="dialog"
        onPress={() => setOpen(true)}
      >
        {sealed ? <Icon name="lock" size={12} /> : <Mark name="warning" small />}
        <span title={sentence}>
          <Foreign>{sentence}</Foreign>
        </span>
      </Button>
      <SecretsDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function sandboxWords(sandbox: { running: boolean; issuer: string | null } | null): string {
  if (!sandbox?.running) return 'Sandbox not started'
  const host = sandbox.issuer ? URL.parse(sandbox.issuer)?.host : null
  return host ? `Sandbox on ${host}` : 'Sandbox runs'
}
