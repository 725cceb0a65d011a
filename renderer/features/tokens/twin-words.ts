import type { TwinRow } from '../../../shared/judgement.ts'

/** What one mode found, short enough for a cell; the word of the status where it found nothing. Pure. */
export function sideWords({ status, found }: NonNullable<TwinRow['online']>): string {
  if (found === null) return status === 'unknown' ? 'cannot tell' : status
  if (typeof found === 'string') return found
  if (Array.isArray(found))
    return found.map((item) => sideWords({ status, found: item, message: '' })).join(', ')
  return JSON.stringify(found)
}
