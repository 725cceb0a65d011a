import type { Exchange, Party } from '../../../shared/exchange.ts'
import type { Message, MessageState } from '../../../shared/message.ts'
import { maskUrl } from '../../../shared/redact.ts'
import type { RequestPreview, StageRecord, StageStatus } from '../../../shared/run.ts'
import { type MessageRow, statesOf } from './message-states.ts'
import type { PlannedMessage, Stage } from './stage.ts'

/** What is known of a stage when its rows are drawn. */
export interface StageSoFar {
  status: StageStatus
  /** Null where it has not ended; a stale one counts. */
  record: Pick<StageRecord, 'startedAt' | 'endedAt' | 'gives' | 'failure'> | null
  /** Of the record or of the stage at work, in the order in which they ended. */
  exchanges: readonly Exchange[]
  previews: readonly Pick<RequestPreview, 'label' | 'method' | 'url'>[]
  /** The request that is held now, if it is one of this stage. */
  held: { label: string; party: Party } | null
  /** Since when the browser is awaited, if it is awaited by this stage. */
  waitingSince: number | null
  now: number
}

/**
 * The rows of a stage in the sequence diagram: what it plans, and what was recorded of it. Each exchange stands in one
 * row; one that no row plans gets a row of its own. Pure.
 */
export function messagesOf(
  stage: Pick<Stage, 'id' | 'title' | 'messages' | 'preview'>,
  soFar: StageSoFar,
): Message[] {
  const rows = rowsOf(stage, soFar)
  const states = statesOf(rows, { ...soFar, previews: stage.preview ? soFar.previews : null })
  const timed = rows.findIndex(isOwnWork)
  return rows.map((row, index) => {
    const state = states[index] ?? 'not-run'
    return {
      id: row.id,
      stageId: stage.id,
      from: row.plan.from,
      to: row.plan.to,
      title: row.plan.title,
      detail: detailOf(row, soFar.previews),
      kind: row.plan.kind,
      state,
      hop: row.plan.hop ?? null,
      status: row.exchange?.response?.status ?? null,
      durationMs: row.exchange ? tookOf(row.exchange) : durationOf(state, soFar, index === timed),
      exchangeId: row.exchange?.id ?? null,
    }
  })
}

/** The console works without sending anything that is recorded. */
const isOwnWork = ({ plan }: MessageRow): boolean => plan.label === undefined && plan.seen !== false

const begun: ReadonlySet<StageStatus> = new Set([
  'passed',
  'failed',
  'running',
  'waiting',
  'choosing',
  'held',
  'stale',
])

function rowsOf(
  { id, title, messages }: Pick<Stage, 'id' | 'title' | 'messages'>,
  { status, exchanges, previews, held }: StageSoFar,
): MessageRow[] {
  const itself: PlannedMessage = { from: 'console', to: 'console', title, kind: 'local' }
  const rows = (messages ?? [itself]).map((plan, index): MessageRow => ({
    id: `${id}/${index}`,
    plan,
    exchange: null,
  }))
  let last = -1
  const put = (row: MessageRow) => rows.splice(++last, 0, row)
  for (const exchange of begun.has(status) ? exchanges : []) {
    const planned = rows.find((row) => row.exchange === null && carries(row.plan, exchange))
    if (planned) {
      planned.exchange = exchange
      last = rows.indexOf(planned)
    } else {
      put({ id: `${id}/${exchange.id}`, plan: unplanned(exchange, rows), exchange })
    }
  }
  if (held && !rows.some((row) => row.exchange === null && row.plan.label === held.label)) {
    put({ id: `${id}/held`, plan: unplanned({ ...held, incoming: false }, rows), exchange: null })
  }
  const previewed = new Set(previews.map(({ label }) => label))
  return rows.filter(
    ({ plan, exchange }) => !plan.optional || exchange || previewed.has(plan.label ?? ''),
  )
}

/** The label of a callback tells the way it took, which nobody knows beforehand. */
function carries(plan: PlannedMessage, exchange: Exchange): boolean {
  if (plan.label === undefined) return false
  return exchange.incoming
    ? plan.from === 'browser' && plan.to === 'console'
    : plan.label === exchange.label
}

function unplanned(
  { label, party, incoming }: Pick<Exchange, 'label' | 'party' | 'incoming'>,
  rows: readonly MessageRow[],
): PlannedMessage {
  const alike = rows.find(({ plan }) => plan.label === label)?.plan
  return {
    from: incoming ? party : 'console',
    to: incoming ? 'console' : party,
    title: alike?.title ?? label,
    kind: 'request',
    label,
    ...(alike?.hop !== undefined && { hop: alike.hop }),
  }
}

function detailOf({ plan, exchange }: MessageRow, previews: StageSoFar['previews']): string {
  if (plan.kind === 'redirect') return 'redirect'
  const request = exchange?.request ?? previews.find(({ label }) => label === plan.label)
  if (!request) return ''
  const path = maskUrl(request.url)
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
  return `${request.method} ${path || '/'}`
}

const tookOf = ({ timing }: Exchange): number => timing.connect + timing.wait + timing.receive

/** Of a row without an exchange: what is left of the stage's time, or how long it has waited. */
function durationOf(
  state: MessageState,
  { record, exchanges, waitingSince, now }: StageSoFar,
  isTimed: boolean,
): number | null {
  if (state === 'waiting') return waitingSince === null ? null : now - waitingSince
  const ended = state === 'passed' || state === 'failed' || state === 'stale'
  if (!ended || !isTimed || !record) return null
  const sent = exchanges.reduce((sum, exchange) => sum + tookOf(exchange), 0)
  return Math.max(0, record.endedAt - record.startedAt - sent)
}
