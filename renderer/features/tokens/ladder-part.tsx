import type { Verdict } from '../../../shared/check.ts'
import type { Judgement } from '../../../shared/judgement.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Segments } from '../../ui/segments.tsx'
import { SubHead } from '../../ui/sub-head.tsx'
import { TightLadder } from '../ladder/tight-ladder.tsx'
import styles from './ladder-part.module.css'
import { useTokens, useTokensState } from './tokens-context.tsx'

/** The ladder of the mode that the platform uses, or of the other one, and what the platform answers. */
export function LadderPart({ judgement }: { judgement: Judgement }) {
  const { store } = useTokens()
  const side = useTokensState((state) => state.side)
  const detailed = useTokensState((state) => state.detailed)
  const { verdicts } = judgement
  const verdict = verdicts[side] ?? verdicts[0]
  if (!verdict) return null
  return (
    <section aria-label="Verdict ladder">
      <SubHead
        title="Verdict ladder"
        aside={verdicts.length === 1 ? modeWords(verdict, judgement) : undefined}
      >
        {verdicts.length > 1 && (
          <Segments
            label="Ladder"
            value={side === 0 ? '0' : '1'}
            items={verdicts.map(({ mode }, index) => ({
              id: index === 0 ? '0' : '1',
              label: mode,
            }))}
            onChange={(id) => store.setState({ side: id === '0' ? 0 : 1 })}
          />
        )}
        <Button size="small" kind="quiet" onPress={() => store.setState({ detailed: !detailed })}>
          {detailed ? 'Hide expected' : 'Show expected'}
        </Button>
      </SubHead>
      <TightLadder label="Verdict" checks={verdict.checks} detailed={detailed} />
      <Answer verdict={verdict} />
    </section>
  )
}

function modeWords({ mode, site }: Verdict, judgement: Judgement): string {
  if (judgement.mode !== 'auto') return `${mode}, because it was asked for`
  return mode === 'offline'
    ? `offline, because ${site} has jwks`
    : `online, because ${site} has no jwks`
}

/** Predicted: nobody asked the platform to exchange this token. */
function Answer({ verdict }: { verdict: Verdict }) {
  const { checks, firstFailure, platformStatus, platformStatusEvidence } = verdict
  const tone = verdict.verdict === 'accepted' ? 'passed' : 'failed'
  const at = checks.find(({ id }) => id === firstFailure)
  const skipped = checks.filter(({ status }) => status === 'skipped').length
  return (
    <div className={styles.answer}>
      <div className={styles.line}>
        <span className={styles.who}>Platform answers</span>{' '}
        <output className={`${styles.outcome} tone-${tone}`}>
          <code className={styles.status}>{platformStatus ?? '?'}</code> <Mark name={tone} small />
          <span>
            {verdict.verdict}
            {at && ` at ${at.title}`}
          </span>
        </output>
        {skipped > 0 && (
          <span className={`${styles.skipped} tone-skipped`}>
            <Mark name="skipped" small />
            {`${skipped} skipped`}
          </span>
        )}
      </div>
      {at && (
        <p className={styles.message}>
          <Foreign>{at.message}</Foreign>
        </p>
      )}
      <p className={styles.reason}>
        <Chip>{platformStatusEvidence}</Chip>
        <span>{verdict.platformStatusReason || 'Predicted; the platform was not asked.'}</span>
      </p>
    </div>
  )
}
