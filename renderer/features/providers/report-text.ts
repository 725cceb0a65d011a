import type { ProviderReport, RequirementRow } from '../../../shared/provider-check.ts'
import { formatUtc } from '../../ui/format.ts'
import { effortWords, resultWord } from './result-words.ts'

/** The report for a ticket: one line each, and what a failed requirement rests on. Pure. */
export function reportText(report: ProviderReport): string {
  const { issuer, verdict, startedAt, platforms } = report
  return [
    `Provider check of ${issuer}, ${formatUtc(startedAt)}`,
    [verdict.sentence, verdict.aside].filter(Boolean).join('. '),
    effortWords(report),
    ...platforms.flatMap(({ platformTitle, heading, rows }) => [
      '',
      `${platformTitle}, ${heading}`,
      ...rows.flatMap(rowText),
    ]),
  ].join('\n')
}

function rowText({ result, title, found, message, fix, source, whatWouldTell }: RequirementRow) {
  const line = `- ${resultWord(result)}: ${title}: ${found}`
  if (result === 'failed') {
    const change = fix
      ? [`  The one change: ${[fix.sentence, fix.copy ?? ''].join(' ').trim()}`]
      : []
    return [line, `  ${message}`, ...change, `  Required by: ${source}`]
  }
  return whatWouldTell === null ? [line] : [line, `  What would tell: ${whatWouldTell}`]
}
