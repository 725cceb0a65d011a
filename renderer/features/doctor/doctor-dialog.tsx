import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { DoctorReport } from '../../../shared/doctor.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { formatClock } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { useConsole } from '../debugger/console-context.tsx'
import styles from './doctor-dialog.module.css'
import { DoctorRoutes } from './doctor-routes.tsx'

interface DoctorDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** Each way in which a callback can come, tried on this machine. */
export function DoctorDialog({ isOpen, onClose }: DoctorDialogProps) {
  return (
    <Dialog title="Callback doctor" isOpen={isOpen} onClose={onClose} keepOpenOutside>
      <Doctor />
    </Dialog>
  )
}

/** Built anew whenever the dialog opens. */
function Doctor() {
  const { doctor, copy } = useConsole()
  const { report, isChecking, problem } = useStore(doctor.store)
  useEffect(() => doctor.follow(), [doctor])
  return (
    <div className={styles.stack}>
      <p className={styles.what}>
        {'Tries on this machine each way in which a callback can come back'}
        {report && (
          <>
            {', with '}
            <Foreign>{report.from}</Foreign>
          </>
        )}
        {'. Nothing is asked past loopback.'}
      </p>
      {problem && (
        <FailureNote failure={problem} onCopy={(text) => void copy(text, 'Copied, redacted')} />
      )}
      {report && <DoctorRoutes report={report} />}
      {isChecking && !report && <output>Checking the ways back</output>}
      <div className={styles.actions}>
        {report && <BrowserAction report={report} isChecking={isChecking} />}
        <Button
          icon="rerun"
          kind="quiet"
          isDisabled={isChecking}
          onPress={() => void doctor.checkAgain()}
        >
          Check again
        </Button>
      </div>
    </div>
  )
}

function BrowserAction({ report, isChecking }: { report: DoctorReport; isChecking: boolean }) {
  const { doctor } = useConsole()
  const { browserUntil } = report
  const now = useNow(1000, browserUntil !== null)
  if (browserUntil === null) {
    return (
      <Button
        kind="primary"
        icon="external"
        isDisabled={isChecking}
        onPress={() => void doctor.tryBrowser()}
      >
        Try with my browser
      </Button>
    )
  }
  return (
    <Button icon="stop" onPress={() => void doctor.cancel()}>
      {`Cancel, ${formatClock(Math.max(0, browserUntil - now))} left`}
    </Button>
  )
}
