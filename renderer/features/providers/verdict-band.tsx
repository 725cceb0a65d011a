import type { RequirementResult } from '../../../shared/provider-check.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useProvidersState } from './providers-context.tsx'
import { hostOf } from './providers-state.ts'
import { effortWords, resultMark, resultWord } from './result-words.ts'
import styles from './verdict-band.module.css'

const counted = ['passed', 'failed', 'unknown', 'skipped'] as const

/** What came of the check as a whole. */
export function VerdictBand() {
  const report = useProvidersState((state) => state.report)
  const isStale = useProvidersState(
    ({ report, madeWith, settings }) =>
      report !== null && report.state !== 'checking' && madeWith !== settings,
  )
  if (!report) return <NothingYet />
  const { verdict, counts } = report
  return (
    <div className={styles.band}>
      <output className={styles.verdict}>
        <Mark name={resultMark(verdict.result)} />
        <strong className={styles.sentence}>
          <Foreign>{verdict.sentence}</Foreign>
        </strong>
        {verdict.aside && (
          <span className={styles.aside}>
            <Foreign>{verdict.aside}</Foreign>
          </span>
        )}
      </output>
      <Meter counts={counts} />
      {counted
        .filter((result) => counts[result] > 0)
        .map((result) => (
          <span key={result} className={`${styles.count} tone-${result}`}>
            <Mark name={result} small />
            {counts[result]} {resultWord(result)}
          </span>
        ))}
      {isStale ? (
        <span className={`${styles.count} tone-stale`}>
          <Mark name="stale" small />
          stale, an input changed
        </span>
      ) : (
        <span className={styles.effort}>{effortWords(report)}</span>
      )}
    </div>
  )
}

function NothingYet() {
  const host = useProvidersState((state) => hostOf(state.settings))
  return (
    <div className={styles.band}>
      <output className={styles.verdict}>
        <Mark name="pending" />
        <strong className={styles.sentence}>Not checked yet</strong>
        <span className={styles.aside}>
          {host === null
            ? 'Name an issuer, or take that of a connection.'
            : 'What will be sent stands at the right. Nothing is sent before.'}
        </span>
      </output>
    </div>
  )
}

/** Decoration: the numbers stand beside it. */
function Meter({ counts }: { counts: Record<RequirementResult, number> }) {
  return (
    <span className={styles.meter} aria-hidden="true">
      {[...counted, 'checking' as const]
        .filter((result) => counts[result] > 0)
        .map((result) => (
          <i key={result} className={styles[result]} style={{ flexGrow: counts[result] }} />
        ))}
    </span>
  )
}
