import type { Check } from '../../../shared/check.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import type { FailureCode } from '../../../shared/failure.ts'
import type { Confidence, Finding, FindingEvidence } from '../../../shared/finding.ts'
import type { Run, StageRecord } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'

/** All that a rule may look at: one stage that failed or warns and what came before it, in clear. Plain data. */
export interface Facts {
  flowId: string
  /** The stage that failed, or passed with a warning. */
  record: StageRecord
  /** Number and title of every stage of the flow by id, to name sources: `stage 4, Redeem the code`. */
  stages: Readonly<Record<string, { number: number; title: string }>>
  /** The stages that count, in order, this one last. */
  records: readonly StageRecord[]
  /** Everything known when the stage began, and what it gave. */
  values: Partial<Values>
  /** One-time values that were used up before this stage sent anything. */
  spent: Run['spent']
  /** The last exchange of this stage, if it had one. */
  answer: Exchange | null
  /** The status of its answer. */
  status: number | null
  /** The latest check of this id, of this stage or an earlier one. */
  check(id: string): Check | undefined
  /** The last exchange of this label, of this stage or an earlier one. */
  exchange(label: string): Exchange | undefined
}

/** What a rule has found; the engine adds who said it. */
export type Found = Omit<Finding, 'ruleId' | 'confidence' | 'evidence' | 'setting'> & {
  confidence?: Confidence
  evidence: readonly FindingEvidence[]
  setting?: string | null
}

/**
 * A cause that is known from documents or from practice. `on` is where it is looked for at all, as data: every member
 * that is given has to hold. `find` then looks for the proof, and answers null where the cause does not fit.
 */
export interface Rule {
  /** Stable, in kebab case: `authorization-code-reused`. */
  id: string
  /** Where the cause is known from: `RFC 6749 section 4.1.3`, `Emporix failure catalogue 1`. */
  source: string
  /** How sure it is when it fits, unless `find` says otherwise. */
  confidence: Confidence
  on: {
    stages?: readonly string[]
    codes?: readonly FailureCode[]
    statuses?: readonly number[]
    /**
     * Ids of checks of which at least one failed or warns, in this stage or an earlier one. Where the stage passed, it
     * has to be one of its own, and a rule that names none is not asked.
     */
    checks?: readonly string[]
    /** The member of the failure's evidence that names the error: `error`, `family`, with its values. */
    evidence?: Readonly<Record<string, readonly string[]>>
  }
  find(facts: Facts): Found | null
}
