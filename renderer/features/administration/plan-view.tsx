import { useEffect, useRef } from 'react'
import type { AdministrationAction } from '../../../shared/administration.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Note } from '../../ui/note.tsx'
import { DiffLines } from '../connections/change-view.tsx'
import { draftLines } from '../debugger/exchange-lines.ts'
import { useAdministration } from './live-context.tsx'
import styles from './live-pane.module.css'
import type { Work } from './live-state.ts'
import { numbered } from './numbered.ts'
import plan from './plan-view.module.css'
import { RequestsFold } from './requests-fold.tsx'
import type { OpenedResource } from './resource-view.tsx'

const titles: Record<AdministrationAction, string> = {
  create: 'What would be created',
  update: 'What would be written',
  delete: 'What would be deleted',
}

interface PlanViewProps {
  live: OpenedResource
  work: Extract<Work, { kind: 'planned' }>
}

/** What would be written, to be read and confirmed. Nothing was sent yet. */
export function PlanView({ live: { place }, work }: PlanViewProps) {
  const { confirm, backToText } = useAdministration()
  const { action, warnings, difference, request, confirmation, exchanges } = work.plan
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <div className={styles.scroll}>
        <div className={styles.part}>
          <h4 ref={title} tabIndex={-1} className={styles.title}>
            {work.asked ? titles[action] : 'Put back what was there'}
          </h4>
          {warnings.map((warning) => (
            <Note key={warning} tone="warning">
              <p>
                <Foreign>{warning}</Foreign>
              </p>
            </Note>
          ))}
        </div>
        <div className={styles.part}>
          <p className={styles.explanation}>Against what the platform has now:</p>
          <div className={styles.diff}>
            <DiffLines label="Difference to the live state" lines={numbered(difference)} />
          </div>
        </div>
        <div className={styles.part}>
          <p className={styles.explanation}>
            The request, not sent yet; secrets are masked here alone:
          </p>
          <CodeBlock lines={draftLines(request)} />
        </div>
        <RequestsFold exchanges={exchanges} />
      </div>
      <div className={styles.foot}>
        <label className={plan.check}>
          <input
            type="checkbox"
            className={plan.box}
            checked={work.isConfirmed}
            onChange={({ target }) => confirm(place, target.checked)}
          />
          <span>
            Confirm: <b className={plan.words}>{confirmation}</b>
          </span>
        </label>
        <span className={styles.end}>
          <Button size="small" kind="quiet" icon="back" onPress={() => backToText(place)}>
            {work.asked?.text ? 'Back to the text' : 'Do not write'}
          </Button>
        </span>
      </div>
    </>
  )
}
