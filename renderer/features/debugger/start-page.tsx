import { Brand } from '../../ui/brand.tsx'
import { Button } from '../../ui/button.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { startLabel } from './primary.ts'
import { Problem } from './problem.tsx'
import styles from './start-page.module.css'
import { StartWays } from './start-ways.tsx'

/** Before the first run of this window: what the console is for, and one button. */
export function StartPage({ stages }: { stages: number }) {
  const { toEnd, stepThrough } = useConsole()
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
        <StartWays />
      </div>
    </section>
  )
}

const Digit = ({ children }: { children: string }) => (
  <span className={styles.digit} aria-hidden="true">
    {children}
  </span>
)
