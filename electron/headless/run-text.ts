import type { Check } from '../../shared/check.ts'
import type { RunView, StageView } from '../../shared/run.ts'
import { oneLine } from './one-line.ts'
import { marks, type Paint } from './paint.ts'
import type { RunReport } from './run-report.ts'

/** The report as a person reads it in a terminal. */
export function runText(run: RunView, report: RunReport, paint: Paint): string {
  const { connection, site } = report
  return [
    `${run.flowTitle} on ${connection}${site === null ? '' : `, site configuration ${site}`}`,
    '',
    ...run.stages.flatMap((stage) => [
      ...stageLines(stage, paint),
      ...(isToldLater(stage, run) ? [] : causeLines(stage, paint)),
      ...choiceLines(stage, report),
    ]),
    '',
    ...verdictLines(run, paint),
    ...customerLines(report),
    ...Object.entries(report.revealed ?? {}).map(([name, value]) => `${name}: ${value}`),
    outcomeLine(report, paint),
  ].join('\n')
}

function stageLines(stage: StageView, paint: Paint): string[] {
  const { mark, word, colour } = marks[stage.status]
  const duration = stage.durationMs === null ? '' : `${Math.round(stage.durationMs)} ms`
  const line = `${paint(colour, `${mark} ${word.padEnd(11)}`)} ${String(stage.number).padStart(2)} ${stage.title.padEnd(36)} ${duration.padStart(8)}`
  return [
    `${line}${stage.reason ? `  ${stage.reason}` : ''}`.trimEnd(),
    ...stage.checks.filter(({ status }) => status !== 'passed').map((one) => checkLine(one, paint)),
    ...(stage.failure ? [`      ${paint('red', stage.failure.message)}`] : []),
  ]
}

/** A token that a check refused here is refused for the same cause by the platform: it is told once, there. */
function isToldLater({ number, findings }: StageView, { stages }: RunView): boolean {
  const cause = findings[0]?.ruleId
  return stages.some((other) => other.number > number && other.findings[0]?.ruleId === cause)
}

/** The surest cause with the one change that fixes it; the others by their sentence. */
function causeLines({ findings: [first, ...others] }: StageView, paint: Paint): string[] {
  if (!first) return []
  const { where, what, next } = first.change
  const lines = [
    paint('bold', `Cause, ${first.confidence}: ${first.title}`),
    first.explanation,
    `The one change: ${where}: ${what} ${next}`,
    ...others.map(({ confidence, title }) => `Or, ${confidence}: ${title}`),
  ]
  return lines.map((line) => `      ${oneLine(line)}`)
}

function choiceLines({ id }: StageView, { choices }: RunReport): string[] {
  return choices
    .filter(({ stage }) => stage === id)
    .map(({ title, id, input }) =>
      oneLine(`      chosen: ${title}${input ? ` (${input}=${id})` : ''}`),
    )
}

function checkLine(check: Check, paint: Paint): string {
  const { mark, word, colour } = marks[check.status]
  const comparison =
    check.status === 'failed'
      ? ` (expected ${shown(check.expected)} by ${check.source}, found ${shown(check.found)})`
      : ''
  return `      ${paint(colour, `${mark} ${word}`)} ${check.id}: ${check.message}${comparison}`
}

const shown = (value: Check['found']) => (value === null ? 'nothing' : JSON.stringify(value))

function verdictLines(run: RunView, paint: Paint): string[] {
  if (!run.verdict) return []
  const { predicted, received, agree } = run.verdict
  const { mark, colour } = marks[predicted.verdict === 'accepted' ? 'passed' : 'failed']
  const expected = predicted.platformStatus ?? 'no status'
  const heard = received === null ? 'the platform was not asked' : `received ${received}`
  const agreement = agree === null ? '' : agree ? ', as predicted' : ', which differs'
  const failed = predicted.checks.find(({ id }) => id === predicted.firstFailure)
  return [
    `${paint(colour, `${mark} Verdict: ${predicted.verdict}`)}; predicted ${expected}, ${heard}${agreement}.`,
    ...(failed ? [`  First failed check: ${failed.id}. ${failed.message}`] : []),
  ]
}

function customerLines({ customer }: RunReport): string[] {
  if (!customer) return []
  const { outcome, customerNumber, id, name, email, account } = customer
  const facts = [outcome, name, customerNumber ?? id, email, account && `account ${account}`]
  return [`  Customer: ${facts.filter(Boolean).join(', ')}.`]
}

function outcomeLine({ outcome, failure }: RunReport, paint: Paint): string {
  if (outcome === 'passed') return paint('green', '✓ The flow passed.')
  if (outcome === 'cancelled') return paint('yellow', '! The run was cancelled.')
  return paint('red', `✗ The flow failed${failure ? `: ${failure.message}` : '.'}`)
}
