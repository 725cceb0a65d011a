import type { Exchange, Party } from '../../../../shared/exchange.ts'
import type { RunView, StageView } from '../../../../shared/run.ts'
import { splitUrl } from '../../../ui/http-text.ts'
import type { MarkName } from '../../../ui/sprite.tsx'
import { hasFailed, statusWord, tookMs } from '../exchange/shown-exchange.ts'

/* The requests of a run, one row each: sent, held, awaited, to be sent next. Pure. */

export interface NetworkRow {
  id: string
  stageId: string
  /** Null where nothing is recorded: held, awaited, refused or still to be sent. */
  exchange: Exchange | null
  mark: MarkName
  /** The mark in a word. */
  word: string
  method: string
  path: string
  host: string
  status: string
  /** Milliseconds that it took, or since when it goes on; null where neither is known. */
  took: { ms: number } | { since: number } | null
  party: Party
  incoming: boolean
  failed: boolean
}

/** Recorded exchanges in the order in which they began, then what is refused, awaited, held, or next. */
export function networkRows(run: RunView): NetworkRow[] {
  const sent = run.stages.flatMap((stage) => stage.exchanges.map((one) => rowOf(stage, one)))
  return [
    ...sent.toSorted((a, b) => (a.exchange?.startedAt ?? 0) - (b.exchange?.startedAt ?? 0)),
    ...awaited(run),
    ...held(run),
    ...run.stages.filter(({ status }) => status === 'next').flatMap(previewed),
  ]
}

function rowOf(stage: StageView, exchange: Exchange): NetworkRow {
  const failed = hasFailed(exchange)
  const stale = stage.status === 'stale'
  return {
    ...addressed(exchange.request.url),
    id: exchange.id,
    stageId: stage.id,
    exchange,
    mark: stale ? 'stale' : failed ? 'failed' : 'passed',
    word: stale ? 'stale' : failed ? 'failed' : 'passed',
    method: exchange.request.method,
    status: statusWord(exchange),
    took: { ms: tookMs(exchange) },
    party: exchange.party,
    incoming: exchange.incoming,
    failed,
  }
}

function awaited({ waiting }: RunView): NetworkRow[] {
  if (!waiting) return []
  const { stageId, redirectUri, since, refused } = waiting
  const callback = {
    ...addressed(redirectUri),
    stageId,
    exchange: null,
    method: 'GET',
    party: 'browser',
    incoming: true,
    failed: false,
  } as const
  return [
    ...refused.map(({ at, came }, index) => ({
      ...callback,
      ...cameAs(came),
      id: `refused ${at} ${index}`,
      mark: 'warning' as const,
      word: 'refused',
      status: 'refused',
      took: null,
    })),
    {
      ...callback,
      id: 'awaited',
      mark: 'waiting',
      word: 'waiting',
      status: '–',
      took: { since },
    },
  ]
}

/** `GET /callback?code=••••`; what nothing can be shown of keeps the address that was listened at. */
function cameAs(came: string): Partial<Pick<NetworkRow, 'method' | 'path'>> {
  const [, method, path] = /^([A-Z]+) (\S+)$/.exec(came) ?? []
  return method !== undefined && path !== undefined ? { method, path } : {}
}

function held({ held }: RunView): NetworkRow[] {
  if (!held) return []
  return [
    {
      ...addressed(held.request.url),
      id: 'held',
      stageId: held.stageId,
      exchange: null,
      mark: 'held',
      word: 'held',
      method: held.request.method,
      status: 'held',
      took: { since: held.since },
      party: held.party,
      incoming: false,
      failed: false,
    },
  ]
}

function previewed(stage: StageView): NetworkRow[] {
  return stage.previews.map((preview, index) => ({
    ...addressed(preview.url),
    id: `next ${index}`,
    stageId: stage.id,
    exchange: null,
    mark: 'next',
    word: 'next',
    method: preview.method,
    status: 'next',
    took: null,
    party: preview.party,
    incoming: false,
    failed: false,
  }))
}

function addressed(url: string): Pick<NetworkRow, 'path' | 'host'> {
  const { origin, path } = splitUrl(url)
  const query = url.slice(origin.length + path.length)
  return { path: `${path || '/'}${query}`, host: origin.replace(/^.*:\/\//, '') }
}
