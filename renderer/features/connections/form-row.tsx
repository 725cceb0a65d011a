import { type ReactNode, useId } from 'react'
import type { DocumentPath, Problem } from '../../../shared/connection-form.ts'
import { classes } from '../../ui/classes.ts'
import { Prose } from '../../ui/prose.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import styles from './form-row.module.css'
import { startsWith } from './paths.ts'
import { ProblemLine } from './problem-line.tsx'

/** What ties a control to its words. */
export interface ControlIds {
  id: string
  labelId: string
  describedBy: string
  isInvalid: boolean
  /** Amber: it can be saved, but there is something to know. */
  isDoubtful: boolean
}

interface FormRowProps {
  /** Where its value stands, or would. */
  path: DocumentPath | null
  /** Found again when something leads to it. */
  spot: string
  label: string
  /** A name as it stands on the wire. */
  isWireName?: boolean
  required?: boolean
  help?: string
  problems: readonly Problem[]
  /** Which layer says so. */
  chip?: ReactNode
  /** Facts below the field, besides help and problems. */
  below?: ReactNode
  children: (ids: ControlIds) => ReactNode
}

/** One line of the form: label, field, layer; below the field what there is to say about it. */
export function FormRow(props: FormRowProps) {
  const { path, spot, label, isWireName, required, help, problems, chip, below, children } = props
  const { select } = useConnections()
  const isHere = useConnectionsState(({ document }) => {
    const selected = document?.selected
    return path !== null && selected?.by === 'json' && startsWith(selected.path, path)
  })
  const id = useId()
  const ids: ControlIds = {
    id,
    labelId: `${id}label`,
    describedBy: `${id}words`,
    isInvalid: problems.some(({ severity }) => severity === 'error'),
    isDoubtful: problems.length > 0,
  }
  return (
    <div
      className={classes(styles.row, isHere && styles.here)}
      data-spot={spot}
      onFocus={() => path && select(path, 'form')}
    >
      <div className={classes(styles.label, isWireName && styles.wire)}>
        <label id={ids.labelId} htmlFor={id}>
          {label}
        </label>
        {required && (
          <span className={styles.required} title="required">
            <span aria-hidden="true">*</span>
          </span>
        )}
      </div>
      <div className={styles.control}>
        {children(ids)}
        <div id={ids.describedBy} className={styles.words}>
          {problems.map((problem) => (
            <ProblemLine key={`${problem.message} ${problem.path.join(' ')}`} problem={problem} />
          ))}
          {below}
          {help && (
            <p className={styles.help}>
              <Prose>{help}</Prose>
            </p>
          )}
        </div>
      </div>
      <div className={styles.layer}>{chip}</div>
    </div>
  )
}
