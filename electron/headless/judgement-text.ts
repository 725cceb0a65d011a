import type { Check, Verdict } from '../../shared/check.ts'
import type { Judgement } from '../../shared/judgement.ts'
import { marks, type Paint } from './paint.ts'

/** What `validate --json` prints: the verdict, and what else is known beside it. Stable, scripts depend on it. */
export function judgementDocument(judgement: Judgement): object {
  const { verdicts, at, skew, twin, customers, hosts } = judgement
  const [verdict, other] = verdicts
  return {
    ...verdict,
    at,
    skew,
    hosts,
    ...(twin && { twin }),
    ...(other && { other }),
    ...(customers && { customers }),
  }
}

/** 0 accepted, 1 rejected, 3 when the provider had to be asked and could not be (product.md, command line). */
export function judgementExit({ verdicts, introspection }: Judgement): number {
  if (introspection?.failure?.kind === 'unreachable') return 3
  return verdicts[0]?.verdict === 'accepted' ? 0 : 1
}

/** The ladder as a person reads it in a terminal. */
export function judgementText(judgement: Judgement, paint: Paint): string {
  const { verdicts, configurationChecks } = judgement
  const odd = configurationChecks.filter(({ status }) => status === 'warning')
  return [
    ...verdicts.flatMap((verdict) => verdictLines(verdict, judgement, paint)),
    ...(odd.length > 0
      ? ['Configuration:', ...odd.map((check) => checkLine(check, paint)), '']
      : []),
    ...twinLines(judgement, paint),
    ...customerLines(judgement, paint),
  ]
    .join('\n')
    .trimEnd()
}

function verdictLines(verdict: Verdict, { at, skew }: Judgement, paint: Paint): string[] {
  const { site, siteReason, mode, checks, firstFailure } = verdict
  const failed = checks.find(({ id }) => id === firstFailure)
  const { mark, colour } = marks[verdict.verdict === 'accepted' ? 'passed' : 'failed']
  const status = verdict.platformStatus ?? 'no known status'
  const when = new Date(at * 1000).toISOString().replace('.000Z', 'Z')
  return [
    `${site} (${siteReason}), ${mode}, at ${when}${skew > 0 ? ` with ${skew} s of skew` : ''}`,
    '',
    ...checks.map((check) => checkLine(check, paint)),
    '',
    paint(colour, `${mark} Verdict: ${verdict.verdict}`),
    `  Predicted platform status: ${status} (${verdict.platformStatusEvidence}). ${verdict.platformStatusReason}`,
    ...(failed ? [`  First failed check: ${failed.id}. ${failed.message}`] : []),
    '',
  ]
}

function checkLine(check: Check, paint: Paint): string {
  const { mark, word, colour } = marks[check.status]
  const comparison =
    check.status === 'failed'
      ? ` (expected ${shown(check.expected)} by ${check.source}, found ${shown(check.found)})`
      : ''
  return `  ${paint(colour, `${mark} ${word.padEnd(8)}`)} ${check.id.padEnd(16)} ${check.message}${comparison}`
}

const shown = (value: Check['found']) => (value === null ? 'nothing' : JSON.stringify(value))

const agreementMarks = {
  agree: { ...marks.passed, word: 'agree' },
  differ: { ...marks.failed, word: 'differ' },
  'one-sided': { ...marks.skipped, word: 'one-sided' },
}

function twinLines({ twin }: Judgement, paint: Paint): string[] {
  if (!twin) return []
  return [
    'Online and offline:',
    ...twin.rows.map(({ id, online, offline, agreement }) => {
      const { mark, word, colour } = agreementMarks[agreement]
      const sides = `online ${online?.status ?? 'not made'}, offline ${offline?.status ?? 'not made'}`
      return `  ${paint(colour, `${mark} ${word.padEnd(9)}`)} ${id.padEnd(16)} ${sides}`
    }),
    ...twin.explanations.map(({ sentence }) => `  ${sentence}`),
    ...(twin.missing ? [`  ${twin.missing.reason}`] : []),
    '',
  ]
}

function customerLines({ customers }: Judgement, paint: Paint): string[] {
  if (!customers) return []
  const { mark, colour } = marks.warning
  return [
    `Customer list (${customers.total}):`,
    ...customers.outcomes.map(({ sentence }) => `  ${sentence}`),
    ...customers.cases.map(
      (one) => `  ${paint(colour, `${mark} ${one.count}`)} ${one.sentence} ${named(one)}`,
    ),
  ]
}

const named = ({ customers, count }: { customers: string[]; count: number }) => {
  const first = customers.slice(0, 5).join(', ')
  return count > 5 ? `(${first}, ...)` : `(${first})`
}
