import type {
  ProviderReport,
  RequirementResult,
  RequirementRow,
} from '../../shared/provider-check.ts'
import { exitCodeOf } from './exit-code.ts'
import { oneLine } from './one-line.ts'
import { marks, type Paint } from './paint.ts'

const words: Record<
  RequirementResult,
  { mark: string; word: string; colour: Parameters<Paint>[0] }
> = {
  passed: marks.passed,
  failed: marks.failed,
  unknown: { ...marks.unknown, word: 'cannot tell' },
  skipped: marks.skipped,
  checking: { ...marks.running, word: 'checking' },
}

/** 0 none failed, 1 some failed, 3 the provider could not be reached, 130 cancelled. */
export function providerExit({ state, counts, failure }: ProviderReport): number {
  if (failure) return exitCodeOf(failure.kind)
  return state === 'done' && counts.failed === 0 ? 0 : 1
}

/** The report as a person reads it in a terminal. */
export function providerText(report: ProviderReport, paint: Paint): string {
  const { issuer, platforms, verdict, counts, requests, durationMs } = report
  const { mark, colour } = words[verdict.result]
  const counted = (['passed', 'failed', 'unknown', 'skipped'] as const)
    .filter((result) => counts[result] > 0)
    .map((result) => `${counts[result]} ${words[result].word}`)
  return [
    oneLine(issuer),
    ...platforms.flatMap(({ platformTitle, heading, rows }) => [
      '',
      `${platformTitle}, ${heading}`,
      ...rows.flatMap((row) => rowLines(row, paint)),
    ]),
    '',
    paint(colour, `${mark} ${oneLine(verdict.sentence)}`),
    ...(verdict.aside ? [`  ${oneLine(verdict.aside)}`] : []),
    `  ${counted.join(', ')}; ${requests === 1 ? '1 request' : `${requests} requests`}, ${Math.round(durationMs ?? 0)} ms`,
  ].join('\n')
}

function rowLines(row: RequirementRow, paint: Paint): string[] {
  const { mark, word, colour } = words[row.result]
  const line = `  ${paint(colour, `${mark} ${word.padEnd(11)}`)} ${row.title.padEnd(32)} ${oneLine(row.found)}`
  if (row.result !== 'failed') return [line]
  return [
    line,
    ...[row.message, evidenceLine(row), fixLine(row)]
      .filter((text) => text !== '')
      .map((text) => `      ${oneLine(text)}`),
  ]
}

/** Where the decisive bytes are, with the first of them. */
function evidenceLine({ evidence }: RequirementRow): string {
  if (evidence?.kind === 'document') {
    const line = evidence.lines.find(({ decisive }) => decisive)
    return line
      ? `${evidence.url}, line ${line.number}: ${line.text.trim()}`
      : `${evidence.url}: ${evidence.missing.length > 0 ? `no ${evidence.missing.join(', ')}` : 'as a whole'}`
  }
  if (!evidence) return ''
  const { request, response } = evidence
  const [url = ''] = request.url.split('?')
  const answer = response
    ? [response.status, response.location ?? response.text[0] ?? ''].join(' ').trim()
    : 'no answer'
  return `${request.method} ${url}: ${answer}`
}

const fixLine = ({ fix }: RequirementRow) =>
  fix ? `The one change: ${fix.sentence}${fix.copy === null ? '' : ` ${fix.copy}`}` : ''
