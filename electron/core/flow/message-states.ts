import type { Exchange } from '../../../shared/exchange.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { MessageState } from '../../../shared/message.ts'
import type { StageSoFar } from './messages.ts'
import type { PlannedMessage } from './stage.ts'

/** One row before its state is known. */
export interface MessageRow {
  id: string
  plan: PlannedMessage
  exchange: Exchange | null
}

type Facts = Pick<StageSoFar, 'status' | 'record' | 'held'> & {
  /** Null where the stage cannot tell what it will send. */
  previews: StageSoFar['previews'] | null
}

/** How each row stands, by the status of its stage and by what was recorded. Pure. */
export function statesOf(rows: readonly MessageRow[], facts: Facts): MessageState[] {
  const { status } = facts
  switch (status) {
    case 'passed':
      return rows.map((row) => ended(row))
    case 'failed':
      return failedStates(rows, facts)
    case 'running':
    case 'waiting':
    case 'choosing':
    case 'held':
      return statesAtWork(rows, { ...facts, status })
    case 'next':
      return nextStates(rows, facts)
    case 'stale':
    case 'skipped':
    case 'not-run':
    case 'not-reached':
      return rows.map(() => status)
  }
}

const isSeen = ({ plan }: MessageRow): boolean => plan.seen !== false

/** The person is asked, or the console judges: nothing is sent. */
const isOwn = (row: MessageRow): boolean => isSeen(row) && row.plan.label === undefined

const isRefused = ({ response, failure }: Exchange): boolean =>
  failure !== null || (response !== null && response.status >= 400)

/** A row of a stage, or of the part of it, that did not fail. */
function ended(row: MessageRow): MessageState {
  if (row.exchange) return isRefused(row.exchange) ? 'warning' : 'passed'
  if (!isSeen(row)) return 'not-seen'
  return isOwn(row) ? 'passed' : 'skipped'
}

function failedStates(rows: readonly MessageRow[], { record }: Facts): MessageState[] {
  const decided = decisive(rows, record?.failure ?? null)
  const goesOn = record !== null && record.gives !== null
  // What another party did about the refused request, nobody here knows.
  const asked = rows[decided]?.exchange ? rows[decided].plan.to : null
  return rows.map((row, index) => {
    if (index === decided) return 'failed'
    const isInside = !isSeen(row) && row.plan.from === asked
    if (index < decided || goesOn || row.exchange || isInside) return ended(row)
    return 'not-reached'
  })
}

/** The row that the failure belongs to: the refused exchange, else the judgement that followed the last one. */
function decisive(rows: readonly MessageRow[], failure: Failure | null): number {
  const last = rows.findLastIndex(({ exchange }) => exchange !== null)
  // Without a failure the checks alone said no, and the stage went on after the refusal.
  const refused = failure
    ? answeredWith(rows, failure.evidence?.['status'], last)
    : rows.findLastIndex(({ exchange }) => exchange !== null && isRefused(exchange))
  const exchange = rows[refused]?.exchange
  if (exchange && (isRefused(exchange) || failure?.code === 'redirect_refused')) return refused
  const byOthers = failure?.kind === 'rejected' || failure?.kind === 'unreachable'
  const own = rows.findIndex(
    (row, index) => index > last && isOwn(row) && (row.plan.kind === 'local' || !byOthers),
  )
  if (own !== -1) return own
  return last === -1 ? rows.findIndex(isSeen) : last
}

/** After a refusal a stage may still have asked what explains it. */
function answeredWith(rows: readonly MessageRow[], status: unknown, last: number): number {
  const named = rows.findLastIndex(({ exchange }) => exchange?.response?.status === status)
  return typeof status === 'number' && named !== -1 ? named : last
}

function statesAtWork(
  rows: readonly MessageRow[],
  { status, held }: Facts & { status: 'running' | 'waiting' | 'choosing' | 'held' },
): MessageState[] {
  const last = rows.findLastIndex(({ exchange }) => exchange !== null)
  const open = (fits: (row: MessageRow) => boolean) =>
    rows.findIndex((row, index) => index > last && row.exchange === null && fits(row))
  const first = open(isSeen)
  const current =
    status === 'held'
      ? rows.findIndex(({ plan, exchange }) => !exchange && plan.label === held?.label)
      : status === 'choosing'
        ? Math.max(open(isOwn), first)
        : first
  return rows.map((row, index) => {
    if (index === current) return status === 'choosing' ? 'waiting' : status
    return row.exchange || index < current ? ended(row) : 'not-run'
  })
}

/** The first row that is sure to come is the next one; the rest follows from it. */
function nextStates(rows: readonly MessageRow[], { previews }: Facts): MessageState[] {
  const labels = previews && new Set(previews.map(({ label }) => label))
  const sure = rows.findIndex((row) => labels && (isOwn(row) || labels.has(row.plan.label ?? '')))
  const first = sure === -1 ? rows.findIndex(isSeen) : sure
  return rows.map((_row, index) => (index === first ? 'next' : 'not-run'))
}
