import { Button } from 'react-aria-components'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import styles from './status-bar.module.css'
import { hostsSentence } from './words.ts'

/** Also holds the tooltips: `hintsRef` gets their element. */
export function StatusBar({ hintsRef }: { hintsRef: (place: Element | null) => void }) {
  const { store } = useConsole()
  const sandbox = useConsoleState((state) => state.sandbox)
  const hosts = useConsoleState((state) => state.run?.hosts)
  const secrets = useConsoleState((state) => state.app?.secrets)
  return (
    <footer className={styles.bar}>
      <span className={styles.fact}>
        <Mark name={sandbox?.running ? 'passed' : 'pending'} small />
        <span>{sandboxWords(sandbox)}</span>
      </span>
      <span className={styles.fact}>
        <Icon name="globe" size={12} />
        <span title={hosts?.map(({ host, from }) => `${host}, ${from}`).join('\n')}>
          {hostsSentence(hosts ?? [])}
        </span>
      </span>
      <span className={styles.end}>
        {secrets && (
          <span className={classes(styles.fact, secrets.sealed ? styles.spare : styles.unsealed)}>
            {secrets.sealed ? <Icon name="lock" size={12} /> : <Mark name="warning" small />}
            <span title={secrets.sentence}>
              <Foreign>{secrets.sentence}</Foreign>
            </span>
          </span>
        )}
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

function sandboxWords(sandbox: { running: boolean; issuer: string | null } | null): string {
  if (!sandbox?.running) return 'Sandbox not started'
  const host = sandbox.issuer ? URL.parse(sandbox.issuer)?.host : null
  return host ? `Sandbox on ${host}` : 'Sandbox runs'
}
