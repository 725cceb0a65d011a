import { Button as AriaButton } from 'react-aria-components'
import { Brand } from '../../ui/brand.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useConnections } from '../connections/connections-context.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { startLabel } from './primary.ts'
import { Problem } from './problem.tsx'
import styles from './start-page.module.css'

/** Before the first run of this window: what the console is for, and one button. */
export function StartPage({ stages }: { stages: number }) {
  const { store, toEnd, stepThrough } = useConsole()
  const connections = useConnections()
  const person = useConsoleState(({ sandbox }) => sandbox?.people[0])
  return (
    <section className={styles.page} aria-label="Start" data-pane>
      <div className={styles.hello}>
        <div>
          <Brand size={48} />
          <h1 className={styles.title}>Would the shop accept this login?</h1>
          <p className={styles.what}>
            Run a sign-on and see who said what, and which check refused. The sandbox needs no
            account and no network.
          </p>
          <ol className={styles.steps}>
            <li>
              <Digit>1</Digit>
              <span>An identity provider and the platform start on this machine.</span>
            </li>
            <li>
              <Digit>2</Digit>
              <span>
                {'Your browser opens; sign in as '}
                <code>{person?.login ?? 'alice'}</code>
                {person && (
                  <>
                    {', password '}
                    <code>{person.password}</code>
                  </>
                )}
                .
              </span>
            </li>
            <li>
              <Digit>3</Digit>
              <span>{`${stages} stages run; every check is shown.`}</span>
            </li>
          </ol>
          <div className={styles.actions}>
            <Button
              kind="primary"
              size="big"
              icon="play"
              onPress={() => void toEnd()}
              data-testid="start-primary"
            >
              {startLabel}
            </Button>
            <Button size="big" onPress={() => void stepThrough()}>
              Step through it instead
            </Button>
          </div>
          <p className={styles.hint}>About 20 seconds. Listens on this machine only.</p>
          <Problem place="run" />
          <Problem place="start" />
        </div>
        <div className={styles.ways}>
          <h2 className={styles.waysTitle}>Or begin with what you have</h2>
          <AriaButton
            className={styles.way}
            onPress={() => {
              store.setState({ area: 'connections' })
              connections.store.setState({ dialog: 'new' })
            }}
          >
            <Icon name="connections" />
            <span>
              <strong>Add a connection</strong>
              <small>A tenant or store, and its identity provider</small>
            </span>
          </AriaButton>
          <AriaButton className={styles.way} onPress={() => store.setState({ area: 'tokens' })}>
            <Icon name="tokens" />
            <span>
              <strong>Look into a token</strong>
              <small>Paste it; nothing leaves this machine</small>
            </span>
          </AriaButton>
        </div>
      </div>
    </section>
  )
}

const Digit = ({ children }: { children: string }) => (
  <span className={styles.digit} aria-hidden="true">
    {children}
  </span>
)
