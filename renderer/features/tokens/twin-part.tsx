/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import type { Verdict } from '../../../shared/check.ts'
import type { Twin, TwinRow } from '../../../shared/judgement.ts'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { SubHead } from '../../ui/sub-head.tsx'
import { sideWords } from './twin-words.ts'
import styles from './twin-part.module.css'

interface TwinPartProps {
  twin: Twin
  verdicts: readonly Verdict[]
}

/** Both modes on the same token: where they differ, and why. */
export function TwinPart({ twin, verdicts }: TwinPartProps) {
  const { agree, rows, explanations, missing } = twin
  return (
    <section aria-label="Twin">
      <SubHead title="Twin: both ways on this token">
        {!missing && (
          <span className={`${styles.together} tone-${agree ? 'passed' : 'warning'}`}>
            <Mark name={agree ? 'passed' : 'warning'} small />
            {agree ? 'they agree' : 'they differ'}
          </span>
        )}
      </SubHead>
      {missing && (
        <p className={styles.missing}>
          {`No ${missing.mode} side: `}
          <Foreign>{missing.reason}</Foreign>
        </p>
      )}
      {rows.length > 0 && <Table rows={rows} verdicts={verdicts} agree={agree} />}
      {explanations.length > 0 && (
        <ul className={styles.explanations} aria-label="Explanations">
          {explanations.map(({ id, sentence }) => (
            <li key={`${id} ${sentence}`}>
              <Mark name={missing ? 'info' : 'warning'} small />
              <Foreign>{sentence}</Foreign>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface TableProps {
  rows: readonly TwinRow[]
  verdicts: readonly Verdict[]
  agree: boolean
}

function Table({ rows, verdicts, agree }: TableProps) {
  const of = (mode: Verdict['mode']) => verdicts.find((verdict) => verdict.mode === mode)
  return (
    <table className={styles.table} aria-label="Offline and online">
      <thead>
        <tr>
          <th scope="col" className={styles.check}>
            Check
          </th>
          <th scope="col">Offline, key set</th>
          <th scope="col">Online, introspection</th>
          <th scope="col" className={styles.last}>
            Agree
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={classes(row.agreement === 'differ' && styles.differ)}>
            <th scope="row">{row.title}</th>
            <Side side={row.offline} />
            <Side side={row.online} />
            <Word agreement={row.agreement} />
          </tr>
        ))}
        <tr className={classes(styles.verdict, !agree && styles.differ)}>
          <th scope="row">Verdict</th>
          <VerdictSide verdict={of('offline')} />
          <VerdictSide verdict={of('online')} />
          <Word agreement={agree ? 'agree' : 'differ'} />
        </tr>
      </tbody>
    </table>
  )
}

function Side({ side }: { side: TwinRow['online'] }) {
  if (side === null) return <td className={styles.none}>not its task</td>
  return (
    <td title={side.message}>
      <span className={`${styles.side} tone-${side.status}`}>
        <Mark name={side.status} small />
        <bdi className={styles.found}>{sideWords(side)}</bdi>
      </span>
    </td>
  )
}

function VerdictSide({ verdict }: { verdict: Verdict | undefined }) {
  if (!verdict) return <td className={styles.none}>not judged</td>
  const tone = verdict.verdict === 'accepted' ? 'passed' : 'failed'
  return (
    <td>
      <span className={`${styles.side} tone-${tone}`}>
        <Mark name={tone} small />
        <span className={styles.found}>
          {`${verdict.verdict}, ${verdict.platformStatus ?? 'status unknown'}`}
        </span>
      </span>
    </td>
  )
}

function Word({ agreement }: { agreement: TwinRow['agreement'] }) {
  if (agreement === 'differ') return <td className={styles.word}>differ</td>
  return <td className={styles.none}>{agreement === 'agree' ? 'agree' : 'one side'}</td>
}
