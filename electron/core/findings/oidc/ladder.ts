import type { Check, Verdict, VerdictCheckId } from '../../../../shared/check.ts'
import type { FindingEvidence } from '../../../../shared/finding.ts'
import { readCompact } from '../../tokens/compact.ts'
import { ruledOut, stageInWords } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'

/*
 * The ladder said no to the subject token, and so does the platform if it was asked since. The check that failed first
 * is the cause; a later one is a further reason, which would be met next.
 */

export interface Rung {
  check: Check
  verdict: Verdict
  /** Where the token is from: `access token, stage 4, Redeem the code`. */
  token: string
}

/** A rule on one failed check of the ladder. */
export function onRung(
  id: string,
  checkId: VerdictCheckId,
  source: string,
  find: (rung: Rung, facts: Facts) => Found | null,
): Rule {
  return {
    id,
    source,
    confidence: 'certain',
    on: { checks: [checkId] },
    find(facts) {
      const check = facts.check(checkId)
      const { verdict } = facts.values
      if (!check || check.status !== 'failed' || verdict?.verdict !== 'rejected') return null
      if (!isAboutToken(facts)) return null
      const found = find({ check, verdict, token: tokenInWords(facts) }, facts)
      return (
        found && (verdict.firstFailure === checkId ? found : { ...found, confidence: 'possible' })
      )
    },
  }
}

/** Either the token was judged here, or the platform refused it and the failure names the check. */
function isAboutToken({ record: { failure, gives } }: Facts): boolean {
  return failure === null ? gives?.verdict !== undefined : failure.evidence?.['check'] !== undefined
}

function tokenInWords(facts: Facts): string {
  const { subjectToken } = facts.values
  if (!subjectToken || subjectToken.kind === 'given') return 'given token'
  const from = facts.records.find(({ gives }) => gives?.subjectToken)
  const where = from ? `, ${stageInWords(facts, from.stageId)}` : ''
  return `${subjectToken.kind.replace('_', ' ')}${where}`
}

/** What of the token is right, so that nobody looks there. */
export function passedRungs({ verdict }: Rung, facts: Facts): FindingEvidence[] {
  const names = verdict.checks
    .filter(({ id, status }) => status === 'passed' && telling.includes(id))
    .map(({ title }) => title.toLowerCase())
  const judged = facts.records.find(({ gives }) => gives?.verdict)
  return names.length === 0
    ? []
    : [ruledOut(names.join(', '), stageInWords(facts, judged?.stageId))]
}

const telling = [
  'key',
  'signature',
  'active',
  'issuer',
  'audience',
  'expiry',
  'not-before',
  'authorized-party',
]

/** Header and claims of the subject token; null where it is no JWT. */
export function readSubjectToken({ values }: Facts) {
  const reading = readCompact(values.subjectToken?.token ?? '')
  return 'problem' in reading ? null : reading.jws
}
