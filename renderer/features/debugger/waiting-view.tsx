import type { RunView } from '../../../shared/run.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { urlLines } from '../../ui/http-text.ts'
import { Note } from '../../ui/note.tsx'
import { CancelQuestion } from './cancel-question.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { PasteField } from './paste-field.tsx'
import { RedirectBanner } from './redirect-banner.tsx'
import { SandboxPeople } from './sandbox-people.tsx'
import { Section } from './section.tsx'
import { WaitingClock } from './waiting-clock.tsx'
import { WaitingRefused } from './waiting-refused.tsx'
import styles from './waiting.module.css'

type Waiting = NonNullable<RunView['waiting']>

/** The browser is awaited: how long still, what can be done, the exact URL, where it comes back to. */
export function WaitingView({ waiting }: { waiting: Waiting }) {
  const { copyAuthorizationUrl, openAgain } = useConsole()
  const sandbox = useConsoleState(({ run }) => run?.connection.kind === 'sandbox')
  return (
    <>
      <WaitingClock waiting={waiting} />
      <Actions />
      {/* What has just come stands in sight; the URL below is long. */}
      <InAppWindow shown={waiting.window} />
      <WaitingRefused refused={waiting.refused} />
      <RedirectBanner redirectUri={waiting.redirectUri} aside={capture(waiting.via)} />
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
      {sandbox && <SandboxPeople />}
    </>
  )
}

function capture(via: Waiting['via']): string {
  switch (via) {
    case 'loopback':
      return 'a listener waits there'
    case 'deep-link':
      return 'the system brings it here'
    case 'paste':
      return 'nothing listens there, the callback is pasted'
    default:
      return exhaustive(via)
  }
}

function Actions() {
  const { store, cancel, openWindow } = useConsole()
  const hasWindow = useConsoleState(({ app }) => app?.capabilities.signInWindow === true)
  const pasting = useConsoleState((state) => state.pasting)
  const asking = useConsoleState((state) => state.askingToCancel)
  if (pasting) return <PasteField onClose={() => store.setState({ pasting: false })} />
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
      {hasWindow && (
        <Button icon="browser" onPress={() => void openWindow()}>
          Use the in-app window
        </Button>
      )}
      <Button kind="quiet" icon="stop" onPress={() => void cancel()}>
        Cancel
      </Button>
    </div>
  )
}

/** Where the window of the application stands, so that its address is seen outside of it too. */
function InAppWindow({ shown }: { shown: Waiting['window'] }) {
  if (!shown) return null
  if (!shown.open) {
    return (
      <Note>The in-app window was closed before the sign-in ended. The run goes on waiting.</Note>
    )
  }
  return (
    <Note>
      <strong>In-app window at</strong>{' '}
      <code>
        <Foreign>{shown.address}</Foreign>
      </code>
    </Note>
  )
}
