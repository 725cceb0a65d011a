import type {
  ProviderReport,
  RequirementCounts,
  RequirementRow,
} from '../../../shared/provider-check.ts'
import type { Progress } from './progress.ts'

/* The report of a check as far as it has come. Pure. */

export function reportOf(progress: Progress): ProviderReport {
  const { id, issuer, lists, rows, state, startedAt, endedAt, asked, failure } = progress
  const { host } = new URL(issuer)
  const platforms = lists.map(({ id: platform, title, requirements: { heading } }, at) => ({
    platform,
    platformTitle: title,
    heading,
    counts: countsOf(rows[at] ?? []),
    rows: [...(rows[at] ?? [])],
  }))
  const counts = countsOf(rows.flat())
  return {
    id,
    issuer,
    host,
    state,
    startedAt,
    durationMs: endedAt === null ? null : endedAt - startedAt,
    platforms,
    counts,
    verdict: verdictOf({ state, host, platforms, counts, failure }),
    requests: asked.length,
    hosts: hostsOf(asked, host),
    failure,
  }
}

function countsOf(rows: readonly RequirementRow[]): RequirementCounts {
  const counts = { passed: 0, failed: 0, unknown: 0, skipped: 0, checking: 0 }
  for (const { result } of rows) counts[result] += 1
  return counts
}

type Judged = Pick<ProviderReport, 'state' | 'host' | 'platforms' | 'counts' | 'failure'>

function verdictOf({ state, host, platforms, counts, failure }: Judged): ProviderReport['verdict'] {
  const total = platforms.reduce((sum, { rows }) => sum + rows.length, 0)
  const learned = total - counts.checking
  switch (state) {
    case 'checking':
      return { result: 'checking', sentence: `Checking ${host}`, aside: `${learned} of ${total}` }
    case 'cancelled':
      return {
        result: 'unknown',
        sentence: 'Cancelled',
        aside: 'What was not reached is not told.',
      }
    case 'unreachable':
      return {
        result: 'unknown',
        sentence: `${host} could not be asked`,
        aside: failure?.message ?? '',
      }
    case 'done':
      return outcome(platforms, counts)
  }
}

function outcome(
  platforms: Judged['platforms'],
  counts: RequirementCounts,
): ProviderReport['verdict'] {
  const failing = platforms.filter((one) => one.counts.failed > 0)
  const others = platforms.filter((one) => one.counts.failed === 0)
  const untold = counts.unknown + counts.skipped
  if (failing.length > 0) {
    const aside = others.length > 0 ? `Nothing speaks against ${titles(others)}.` : ''
    return { result: 'failed', sentence: `Not ready for ${titles(failing)}`, aside }
  }
  return untold === 0
    ? { result: 'passed', sentence: `Ready for ${titles(others)}`, aside: '' }
    : {
        result: 'passed',
        sentence: `Nothing speaks against ${titles(others)}`,
        aside: `${untold} of ${untold + counts.passed} cannot be told from here.`,
      }
}

function titles(platforms: Judged['platforms']): string {
  const names = platforms.map(({ platformTitle }) => platformTitle)
  const last = names.pop() ?? ''
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last
}

function hostsOf(asked: Progress['asked'], issuerHost: string): ProviderReport['hosts'] {
  const hosts = new Map<string, ProviderReport['hosts'][number]>()
  for (const { host, party } of asked) {
    const from = host === issuerHost ? 'the issuer that was named' : 'the discovery document'
    if (!hosts.has(host)) hosts.set(host, { host, party, from })
  }
  return [...hosts.values()]
}
