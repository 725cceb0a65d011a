import type { RunView } from '../../../shared/run.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import { count, formatTimeOfDay } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { urlLines } from '../../ui/http-text.ts'
import { Note } from '../../ui/note.tsx'
import { CancelQuestion } from './cancel-question.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { PasteField } from './paste-field.tsx'
import { SandboxPeople } from './sandbox-people.tsx'
import { Section } from './section.tsx'
import { WaitingClock } from './waiting-clock.tsx'
import styles from './waiting.module.css'

type Waiting = NonNullable<RunView['waiting']>

/** The browser is awaited: how long still, what can be done, the exact URL, where it comes back to. */
export function WaitingView({ waiting }: { waiting: Waiting }) {
  const { copyAuthorizationUrl, copy, openAgain } = useConsole()
  const sandbox = useConsoleState(({ run }) => run?.connection.kind === 'sandbox')
  return (
    <>
      <WaitingClock waiting={waiting} />
      <Actions />
      <Section
        title="The exact URL"
        aside="masked here, copied in clear"
        actions={
          <>
            <Button size="small" kind="quiet" icon="external" onPress={() => void openAgain()}>
              Open again
            </Button>
            <Button
              size="small"
              kind="quiet"
              icon="copy"
              onPress={() => void copyAuthorizationUrl()}
            >
              Copy
            </Button>
          </>
        }
      >
        <CodeBlock lines={urlLines(waiting.authorizationUrl)} />
      </Section>
      <Section title={capture(waiting.via)} aside="register exactly this redirect URI">
        <div className={styles.uri}>
          <code>
            <Foreign>{waiting.redirectUri}</Foreign>
          </code>
          <Button
            size="small"
            kind="quiet"
            icon="copy"
            aria-label="Copy the redirect URI"
            onPress={() => void copy(waiting.redirectUri, 'Copied')}
          >
            Copy
          </Button>
        </div>
      </Section>
      <Refused refused={waiting.refused} />
      {sandbox && <SandboxPeople />}
    </>
  )
}

function capture(via: Waiting['via']): string {
  switch (via) {
    case 'loopback':
      return 'Listening'
    case 'deep-link':
      return 'Listening for the deep link'
    case 'paste':
      return 'Nothing listens, the callback URL is pasted'
    default:
      return exhaustive(via)
  }
}

function Actions() {
  const { store, cancel } = useConsole()
  const pasting = useConsoleState((state) => state.pasting)
  const asking = useConsoleState((state) => state.askingToCancel)
  if (pasting) return <PasteField />
  if (asking) {
    return (
      <CancelQuestion
        question="Stop waiting? A sign-in that is under way in the browser then leads nowhere."
        stay="Go on waiting"
      />
    )
  }
  return (
    <div className={styles.actions}>
      <Button icon="paste" shortcut="V" onPress={() => store.setState({ pasting: true })}>
        Paste callback URL
      </Button>
      <Button kind="quiet" icon="stop" onPress={() => void cancel()}>
        Cancel
      </Button>
    </div>
  )
}

function Refused({ refused }: { refused: Waiting['refused'] }) {
  if (refused.length === 0) return null
  return (
    <Note tone="warning">
      <strong>
        {refused.length === 1
          ? 'One callback refused.'
          : `${count(refused.length, 'callback')} refused.`}
      </strong>{' '}
      This run is unharmed.
      <ul>
        {refused.map(({ at, reason }) => (
          <li key={`${at} ${reason}`}>
            {`${formatTimeOfDay(at)} `}
            <Foreign>{reason}</Foreign>
          </li>
        ))}
      </ul>
    </Note>
  )
}
