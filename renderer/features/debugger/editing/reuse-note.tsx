import type { RunView, StageView } from '../../../../shared/run.ts'
import { Button } from '../../../ui/button.tsx'
import { Note } from '../../../ui/note.tsx'
import { useConsole } from '../console-context.tsx'
import styles from './editing.module.css'
import { useKeptFocus } from './use-kept-focus.ts'

/** Whether running this stage now would use a one-time value again, so that the person is asked first. */
export function warnsOfReuse(run: RunView, stage: StageView): boolean {
  const stands = stage.status === 'next' || stage.status === 'failed'
  return stands && stage.reuses.length > 0 && run.next.kind === 'sign-in-again'
}

/** Asks in place before something that is good for one use is used again. */
export function ReuseNote({ run, stage }: { run: RunView; stage: StageView }) {
  const { next, reuse } = useConsole()
  const note = useKeptFocus<HTMLDivElement>()
  return (
    <Note tone="warning" role="alert">
      <div ref={note} className={styles.ask}>
        {stage.reuses.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <div className={styles.actions}>
          <Button size="small" shortcut="N" onPress={() => void next()}>
            {run.next.label}
          </Button>
          <Button size="small" kind="quiet" onPress={() => void reuse()}>
            Use it again anyway
          </Button>
        </div>
      </div>
    </Note>
  )
}
