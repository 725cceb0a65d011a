import { instant, span } from '../../times.ts'
import { compared, ofCheck } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { clockDifference, clocksDiffer } from './clock.ts'
import { hostOf, signInAgain } from './places.ts'

/* Times in tokens are compared with the clock of the one who reads them. */

const timed = ['id-token-expiry', 'id-token-issued-at', 'expiry', 'not-before', 'issued-at']

export const clockRules: readonly Rule[] = [
  {
    id: 'clocks-differ',
    source: 'RFC 7519 section 4.1.4, RFC 9110 section 6.6.1',
    confidence: 'certain',
    on: { checks: timed },
    find: (facts) => (clocksDiffer(facts) && isAboutTime(facts) ? found(facts) : null),
  },
]

/** A failure of something else may follow a mere warning about times. */
function isAboutTime(facts: Facts): boolean {
  const { failure } = facts.record
  const isJudged = failure === null || failure.evidence?.['check'] !== undefined
  return (isJudged || failure.code === 'id_token_invalid') && bad(facts).length > 0
}

const bad = (facts: Facts) =>
  timed
    .flatMap((id) => facts.check(id) ?? [])
    .filter(({ status }) => status === (facts.record.status === 'passed' ? 'warning' : 'failed'))

function found(facts: Facts): Found | null {
  const difference = clockDifference(facts)
  if (!difference) return null
  const { seconds, theirs, ours } = difference
  const host = hostOf(facts.values.metadata?.issuer ?? facts.values.provider?.issuer)
  return {
    title: `The clock of ${host} is ${span(Math.abs(seconds))} ${seconds > 0 ? 'ahead' : 'behind'}.`,
    explanation:
      'That is by the header Date of its last answer, against the clock of this machine; one of the two is wrong. The times in its tokens are off by as much.',
    evidence: [
      compared(
        'Date',
        { expected: instant(ours), found: instant(theirs) },
        'header Date against this machine',
      ),
      compared('Difference', { expected: 'a few seconds', found: `${seconds} s` }, 'header Date'),
      ...bad(facts).map((check) => ofCheck(check.title, check)),
    ],
    change: {
      where: `At ${host} and on this machine`,
      what: 'set both clocks by a time server.',
      next: signInAgain,
    },
  }
}
