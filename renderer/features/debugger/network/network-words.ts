import type { RunView } from '../../../../shared/run.ts'
import { count, formatDuration } from '../../../ui/format.ts'
import type { NetworkRow } from './network-rows.ts'
import { browserMsOf, spansOf } from './waterfall-spans.ts'

/** `7 requests, 2 hosts, 12.5 s, of which 11.8 s in the browser`. */
export function networkSummary(run: RunView, rows: readonly NetworkRow[], now: number): string {
  const sent = rows.filter(({ exchange }) => exchange)
  const browser = browserMsOf(spansOf(run, now))
  const facts = [
    count(sent.length, 'request'),
    count(new Set(sent.filter(({ incoming }) => !incoming).map(({ host }) => host)).size, 'host'),
  ]
  if (run.durationMs > 0) facts.push(formatDuration(run.durationMs))
  if (browser > 0) facts.push(`of which ${formatDuration(browser)} in the browser`)
  return facts.join(', ')
}

/** What a row is to somebody who does not see its columns. */
export function rowName({ method, path, host, status, word, took }: NetworkRow): string {
  const time = took && 'ms' in took ? `, ${formatDuration(took.ms)}` : ''
  const said = status === word || status === '–' ? word : `${status}, ${word}`
  return `${method} ${path} at ${host}, ${said}${time}`
}
