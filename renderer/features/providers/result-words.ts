import type { ProviderReport, RequirementResult } from '../../../shared/provider-check.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import { count, formatDuration } from '../../ui/format.ts'
import type { MarkName } from '../../ui/sprite.tsx'

/* Results in the words of screens.md section 7. Pure. */

export function resultWord(result: RequirementResult | undefined): string {
  switch (result) {
    case undefined:
      return 'not run'
    case 'unknown':
      return 'cannot tell'
    case 'passed':
    case 'failed':
    case 'skipped':
    case 'checking':
      return result
    default:
      return exhaustive(result)
  }
}

export function resultMark(result: RequirementResult | undefined): MarkName {
  switch (result) {
    case undefined:
      return 'pending'
    case 'checking':
      return 'running'
    case 'passed':
    case 'failed':
    case 'skipped':
    case 'unknown':
      return result
    default:
      return exhaustive(result)
  }
}

/** `15 checks in 1.9 s, 5 requests`. */
export function effortWords({ platforms, durationMs, requests }: ProviderReport): string {
  const checks = platforms.reduce((sum, { rows }) => sum + rows.length, 0)
  const within = durationMs === null ? '' : ` in ${formatDuration(durationMs)}`
  return `${count(checks, 'check')}${within}, ${count(requests, 'request')}`
}

/** `Cancel, 6 of 15`. */
export function cancelWords({ platforms, counts }: ProviderReport): string {
  const all = platforms.reduce((sum, { rows }) => sum + rows.length, 0)
  return `Cancel, ${all - counts.checking} of ${all}`
}
