import type { StageView } from '../../../shared/run.ts'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { OpenDoctor } from '../doctor/open-doctor.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { Section } from './section.tsx'
import styles from './waiting.module.css'

interface RedirectBannerProps {
  redirectUri: string
  /** What is done to hear of it, in a few words. */
  aside: string
}

/** The other end compares it to the letter, so it is there to be copied. */
export function RedirectBanner({ redirectUri, aside }: RedirectBannerProps) {
  const { copy } = useConsole()
  const connectionId = useConsoleState(({ run }) => run?.connection.id)
  return (
    <Section
      title="Register exactly this redirect URI"
      aside={aside}
      actions={<OpenDoctor settings={() => (connectionId === undefined ? {} : { connectionId })} />}
    >
      <div className={styles.uri}>
        <code>
          <Foreign>{redirectUri}</Foreign>
        </code>
        <Button
          size="small"
          kind="quiet"
          icon="copy"
          aria-label="Copy the redirect URI"
          onPress={() => void copy(redirectUri, 'Copied')}
        >
          Copy
        </Button>
      </div>
    </Section>
  )
}

/** The same beside a stage that will send it, as soon as it is known: before the browser opens. */
export function PlannedRedirect({ stage }: { stage: StageView }) {
  const sent = plannedRedirectUri(stage)
  return sent === null ? null : (
    <RedirectBanner redirectUri={sent} aside="before the browser opens" />
  )
}

/** Null once the stage has run: what was sent then stands among its outputs. Pure. */
export function plannedRedirectUri({ status, inputs, messages }: StageView): string | null {
  // The stage that redeems the code sends it once more, when it is too late to register it.
  const opens = messages.some(({ to }) => to === 'browser')
  const isAhead = opens && (status === 'next' || status === 'not-run' || status === 'stale')
  const uri = inputs.find(({ name }) => name === 'redirect_uri')?.value
  // A free port is not known before something listens.
  return isAhead && uri !== undefined && URL.canParse(uri) ? uri : null
}
