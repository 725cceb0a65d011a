import { useEffect } from 'react'
import { Mark } from '../../ui/mark.tsx'
import { useNow } from '../../ui/use-now.ts'
import { AgainstPart } from './against-part.tsx'
import { CustomersPart } from './customers-part.tsx'
import { EvidencePart } from './evidence-part.tsx'
import { LadderPart } from './ladder-part.tsx'
import { againstWords } from './settings.ts'
import { passedOne } from './time-scale.ts'
import { TimeSlider } from './time-slider.tsx'
import { useResolved, useTokens, useTokensState } from './tokens-context.tsx'
import { TokensProblem } from './tokens-problem.tsx'
import { type Judged, judgedOf } from './tokens-state.ts'
import { TwinPart } from './twin-part.tsx'
import { useIsStale } from './use-judge.ts'
import styles from './verdict-view.module.css'

/** What the chosen token is held against, and what came of it. */
export function VerdictView() {
  const judged = useTokensState(judgedOf)
  const chosen = useTokensState((state) => state.chosen)
  return (
    <div className={styles.view}>
      <AgainstPart />
      <TokensProblem place="judge" className={styles.problem} />
      {judged && chosen ? <Outcome judged={judged} /> : <NotJudged />}
    </div>
  )
}

function NotJudged() {
  const against = againstWords(useResolved())
  const chosen = useTokensState((state) => state.chosen !== null)
  return (
    <p className={styles.empty}>
      {chosen
        ? `Not judged yet. The ladder will hold this token against ${against}, check by check, in the order of the platform, and say what the platform answers.`
        : 'The verdict on a token stands here: what the platform checks, in its order, and what it answers.'}
    </p>
  )
}

function Outcome({ judged }: { judged: Judged }) {
  const { judgement } = judged
  useLiveEvaluation(judged)
  return (
    <>
      <StaleLine judged={judged} />
      <TimeSlider judged={judged} />
      <LadderPart judgement={judgement} />
      {judgement.twin && <TwinPart twin={judgement.twin} verdicts={judgement.verdicts} />}
      {judgement.customers && <CustomersPart preview={judgement.customers} />}
      <EvidencePart judgement={judgement} />
    </>
  )
}

function StaleLine({ judged }: { judged: Judged }) {
  const isStale = useIsStale(judged)
  if (!isStale) return null
  return (
    <p className={styles.stale}>
      <Mark name="stale" small />
      <span>Stale: the settings changed since. Judge the token again.</span>
    </p>
  )
}

/** While it follows the clock, the verdict is evaluated anew whenever an instant passes that may turn it. */
function useLiveEvaluation({ at, judgement }: Judged): void {
  const { evaluateNow } = useTokens()
  const token = useTokensState((state) => state.chosen?.token)
  const now = Math.floor(useNow(1000, at === null) / 1000)
  const isDue =
    at === null && token !== undefined && passedOne(token.times, judgement.skew, judgement.at, now)
  // Again every second, until the core's clock is past it as well.
  const due = isDue ? now : null
  useEffect(() => {
    if (due !== null) evaluateNow()
  }, [due, evaluateNow])
}
