import type { DoctorReport, DoctorRoute } from '../../../shared/doctor.ts'
import { IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { MarkName } from '../../ui/sprite.tsx'
import { useConsole } from '../debugger/console-context.tsx'
import styles from './doctor-dialog.module.css'

const marks: Record<DoctorRoute['status'], MarkName> = {
  checking: 'running',
  passed: 'passed',
  failed: 'failed',
  warning: 'warning',
  unknown: 'unknown',
}

/** One row for each way: what was found, what helps, and the redirect URI that would be sent. */
export function DoctorRoutes({ report }: { report: DoctorReport }) {
  return (
    <ul className={styles.routes} aria-label="Ways back">
      {report.routes.map((route) => (
        <Route key={route.id} route={route} />
      ))}
    </ul>
  )
}

function Route({ route }: { route: DoctorRoute }) {
  const { title, status, message, fix, chosen } = route
  return (
    <li className={styles.route}>
      <Mark name={marks[status]} />
      <div className={styles.words}>
        <div className={styles.head}>
          <h3>{title}</h3>
          <span className={`tone-${marks[status]}`}>{status}</span>
          {chosen && <Chip tone="info">in use</Chip>}
        </div>
        {message !== '' && (
          <p className={styles.message}>
            <Foreign>{message}</Foreign>
          </p>
        )}
        {fix !== '' && (
          <p className={styles.message}>
            {status !== 'unknown' && <strong>{'Fix: '}</strong>}
            <Foreign>{fix}</Foreign>
          </p>
        )}
        <RedirectUri route={route} />
      </div>
    </li>
  )
}

function RedirectUri({ route: { title, redirectUri } }: { route: DoctorRoute }) {
  const { copy } = useConsole()
  if (redirectUri === null) return null
  return (
    <p className={styles.uri}>
      <code>
        <Foreign>{redirectUri}</Foreign>
      </code>
      {/* With a free port there is none to register. */}
      {!redirectUri.includes('free port') && (
        <IconButton
          small
          label={`Copy the redirect URI: ${title}`}
          icon="copy"
          onPress={() => void copy(redirectUri, 'Copied')}
        />
      )}
    </p>
  )
}
