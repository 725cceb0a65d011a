import type { Platform } from '../../../shared/connection.ts'
import type { Party } from '../../../shared/exchange.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { ProviderReport, RequirementRow } from '../../../shared/provider-check.ts'
import type { Facts, ProviderRequirements, Requirement, Subject } from './requirement.ts'
import { checkingRow, endedRow, judgedRow } from './row.ts'

/* How far a check has come: nothing secret is in it. Moved by pure functions. */

/** The requirements of one platform. */
export interface PlatformList {
  id: Platform
  title: string
  requirements: ProviderRequirements
}

export interface Progress {
  id: string
  issuer: string
  lists: readonly PlatformList[]
  /** One for each requirement of each list, in their order. */
  rows: readonly (readonly RequirementRow[])[]
  state: ProviderReport['state']
  startedAt: number
  endedAt: number | null
  asked: readonly { host: string; party: Party }[]
  failure: Failure | null
}

export function begun(id: string, issuer: string, lists: readonly PlatformList[], now: number) {
  const progress: Progress = {
    id,
    issuer,
    lists,
    rows: lists.map(({ requirements: list }) => list.requirements.map(checkingRow)),
    state: 'checking',
    startedAt: now,
    endedAt: null,
    asked: [],
    failure: null,
  }
  return progress
}

/** Rows whose facts are all known by now are judged, once; `hidden` takes out what may not be told. */
export function learned(
  progress: Progress,
  {
    known,
    subject,
    hidden,
  }: { known: Partial<Facts>; subject: Subject; hidden: <T>(value: T) => T },
): Progress {
  return withRows(progress, (requirement) =>
    isTold(requirement, known) ? hidden(judgedRow(requirement, known, subject)) : null,
  )
}

export function ended(
  progress: Progress,
  how: Pick<Progress, 'state' | 'failure' | 'endedAt'>,
): Progress {
  const message = how.failure?.message ?? 'The check ended before this was learned.'
  const rest = withRows(progress, (requirement) => endedRow(requirement, message))
  return { ...rest, ...how }
}

/** Replaces what is still being checked; null leaves it. */
function withRows(
  progress: Progress,
  rowFor: (requirement: Requirement) => RequirementRow | null,
): Progress {
  const rows = progress.lists.map(({ requirements: list }, at) =>
    list.requirements.map((requirement, index) => {
      const row = progress.rows[at]?.[index] ?? checkingRow(requirement)
      return row.result === 'checking' ? (rowFor(requirement) ?? row) : row
    }),
  )
  return { ...progress, rows }
}

/** A requirement looks at what it needs and at nothing else, so that the rest need not be there. */
function isTold({ needs }: Requirement, known: Partial<Facts>): known is Facts {
  return needs.every((name) => known[name] !== undefined)
}
