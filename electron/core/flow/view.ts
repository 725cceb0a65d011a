import { z } from 'zod'
import {
  maskBody,
  maskHeaders,
  maskJson,
  maskText,
  maskUrl,
  maskValue,
} from '../../../shared/redact.ts'
import type {
  Hop,
  RequestPreview,
  Run,
  RunView,
  StageRecord,
  StageStatus,
  StageView,
  ValueRow,
} from '../../../shared/run.ts'
import type { InspectedToken } from '../../../shared/token.ts'
import type { ValueName, Values } from '../../../shared/values.ts'
import { inspectToken } from '../tokens/inspect.ts'
import { fromOf, inputFields, textOf } from './input-fields.ts'
import { excerptsOf, type Hide, hideOf } from './masked-exchange.ts'
import { messagesOf } from './messages.ts'
import { nextAction } from './next-action.ts'
import { sealDraft } from './placeholders.ts'
import {
  freshRecords,
  inputOf,
  inWords,
  isHeldAt,
  recordOf,
  reusesOf,
  stateOf,
  valuesBefore,
} from './run.ts'
import { reasonOf, statusOf } from './stage-status.ts'
import type { Flow, Stage } from './stage.ts'

/**
 * Everything that a screen or the command line shows of a run, masked. Pure: the same run at the same instant
 * gives the same view. What leaves the core of a run leaves it through here.
 */
export function viewOf(
  flow: Flow,
  run: Run,
  context: { kind: RunView['connection']['kind']; toEnd: boolean; now: number },
): RunView {
  const issued = issuedOf(flow, run)
  const hide = hideOf(run)
  const withoutEcho = (stage: Stage): StageView => {
    const { id, status, ...shown } = stageView(flow, run, stage, context.now)
    const record = shownRecord(run, stage, status)
    const busy = run.busy?.stageId === stage.id ? run.busy : null
    const exchanges = excerptsOf((busy ?? record)?.exchanges ?? [], hide)
    return { id, status, ...hide(shown), exchanges }
  }
  return {
    id: run.id,
    number: run.number,
    flowId: flow.id,
    flowTitle: flow.title,
    connection: { id: run.connectionId, name: run.connectionName, kind: context.kind },
    site: run.given.requestedSite?.site ?? null,
    state: stateOf(flow, run),
    toEnd: context.toEnd,
    startedAt: run.startedAt,
    durationMs: freshRecords(run).reduce(
      (sum, record) => sum + record.endedAt - record.startedAt,
      0,
    ),
    stages: flow.stages.map(withoutEcho),
    next: nextAction(flow, run),
    waiting: waitingView(run),
    choosing: choosingView(run),
    held: heldView(run, hide),
    holdsAll: run.holds.all,
    verdict: verdictView(flow, run),
    hosts: run.hosts,
    customerToken: issued ? maskMembers(issued) : null,
  }
}

function stageView(flow: Flow, run: Run, stage: Stage, now: number): Omit<StageView, 'exchanges'> {
  const busy = run.busy?.stageId === stage.id ? run.busy : null
  const status = statusOf(flow, run, stage)
  const record = shownRecord(run, stage, status)
  const input = status === 'skipped' ? null : inputOf(flow, run, stage)
  const exchanges = (busy ?? record)?.exchanges ?? []
  const previews = (input && stage.preview?.(input)) ?? []
  return {
    id: stage.id,
    number: flow.stages.indexOf(stage) + 1,
    title: stage.title,
    explanation: stage.explanation,
    lookAt: stage.lookAt,
    spec: stage.spec,
    status,
    reason: reasonOf(status, run, record),
    durationMs: record ? record.endedAt - record.startedAt : null,
    inputs: input ? inputRows(flow, run, stage, input) : [],
    fields: input ? inputFields(flow, run, stage, input) : [],
    edited: run.edits[stage.id] !== undefined || exchanges.some(({ edited }) => edited),
    holds: isHeldAt(run, stage.id),
    reuses: status === 'skipped' || busy ? [] : reusesOf(flow, run, stage).map(reuse(flow)),
    outputs: record?.gives ? outputRows(record.gives, stage) : [],
    previews: previews.map(maskedPreview),
    checks: ((busy ?? record)?.checks ?? []).map((check) => ({
      ...check,
      expected: maskJson(check.expected),
      found: maskJson(check.found),
      message: maskText(check.message),
    })),
    tokens: record ? tokensOf(flow, run, stage.id) : [],
    hops: hopsOf(flow, run, stage),
    failure: busy ? null : failureView(record),
    findings: busy ? [] : maskJson(record?.findings ?? []),
    messages: messagesOf(stage, {
      status,
      record: busy ? null : (record ?? null),
      exchanges,
      previews,
      held: busy && run.held,
      waitingSince: busy && run.waiting ? run.waiting.since : null,
      now,
    }),
  }
}

/** A stage that is next shows what it is about to do, not what it did when its inputs were others. */
function shownRecord(run: Run, stage: Stage, status: StageStatus): StageRecord | undefined {
  return status === 'next' ? undefined : recordOf(run, stage.id)
}

/** Of the stage that would use the value again. */
const reuse =
  (flow: Flow) =>
  ({ what, why, stageId, at }: Run['spent'][number]): string => {
    const stage = flow.stages.find(({ id }) => id === stageId)
    const by = stage ? inWords(flow, stage) : stageId
    return `${what} was used by ${by} at ${new Date(at).toISOString().slice(11, 19)} UTC; ${why}.`
  }

function maskedPreview(preview: RequestPreview): RequestPreview {
  return {
    ...preview,
    url: maskUrl(preview.url),
    headers: maskHeaders(preview.headers),
    body: preview.body === null ? null : maskBody(preview.body),
  }
}

function failureView(record: StageRecord | undefined): StageView['failure'] {
  const failure = record?.failure
  if (!failure) return null
  return {
    ...failure,
    message: maskText(failure.message),
    ...(failure.evidence && { evidence: maskJson(failure.evidence) }),
  }
}

/** Its secrets stay here; the person edits around their placeholders. */
function heldView(run: Run, hide: Hide): RunView['held'] {
  if (!run.held || !run.busy) return null
  const { request, ...shown } = run.held
  return { stageId: run.busy.stageId, ...shown, request: sealDraft(request, hide).draft }
}

function hopsOf(flow: Flow, run: Run, stage: Stage): Hop[] {
  const known = { ...valuesBefore(flow, run, stage.id), ...recordOf(run, stage.id)?.gives }
  return (stage.hops?.(known) ?? []).map((hop) => ({
    ...hop,
    redirectUri: hop.redirectUri === null ? null : maskUrl(hop.redirectUri),
  }))
}

function inputRows(flow: Flow, run: Run, stage: Stage, input: Values): ValueRow[] {
  const unedited = inputOf(flow, { ...run, edits: {} }, stage)
  const before = unedited ? stage.show(unedited) : []
  return stage.show(input).map(({ name, value, from }) => {
    const was = before.find((row) => row.name === name)?.value
    return {
      name,
      value: maskValue(name, value),
      from: was === value ? fromOf(flow, run, from, stage.id) : 'changed in this run',
    }
  })
}

/** Outputs member by member; nested ones as JSON. */
function outputRows(gives: Partial<Values>, stage: Stage): ValueRow[] {
  return stage.gives.flatMap((name) =>
    Object.entries(gives[name] ?? {})
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([member, value]) => ({
        name: member,
        value: textOf(member, value),
        from: name,
      })),
  )
}

/** The tokens that a stage brought, decoded; their signatures stay in the core. */
function tokensOf(flow: Flow, run: Run, stageId: string): InspectedToken[] {
  return tokensIn(flow, run, stageId).map(([name, token]) => inspectToken(name, token))
}

/** The tokens that a stage brought, in clear and by the name they have in its view: for the core alone. */
export function tokensIn(flow: Flow, run: Run, stageId: string): [string, string][] {
  const given = recordOf(run, stageId)?.gives
  const stage = flow.stages.find(({ id }) => id === stageId)
  // A stage that gave anything gave all that it declares: the engine parsed it.
  const tokens = given ? (stage?.tokens?.(given as Values) ?? []) : []
  return tokens.flatMap(([name, token]) => (token ? [[name, token]] : []))
}

/** What the platform issued to the customer; null until it did. */
export function issuedOf(flow: Flow, run: Run): Record<string, unknown> | null {
  const issued: Record<string, unknown> | null | undefined = latest(run, flow.issues)
  return issued ?? null
}

function waitingView(run: Run): RunView['waiting'] {
  const pending = latest(run, 'pending')
  if (!run.waiting || !run.busy || !pending) return null
  return {
    stageId: run.busy.stageId,
    authorizationUrl: maskUrl(pending.authorizationUrl),
    ...run.waiting,
  }
}

function choosingView(run: Run): RunView['choosing'] {
  if (!run.choosing || !run.busy) return null
  const { question, options, input } = run.choosing
  return {
    stageId: run.busy.stageId,
    input,
    question: maskText(question),
    options: options.map(({ id, title, detail }) => ({
      id,
      title: maskText(title),
      detail: maskText(detail),
    })),
  }
}

function verdictView(flow: Flow, run: Run): RunView['verdict'] {
  const predicted = latest(run, 'verdict')
  if (!predicted) return null
  const hearing = flow.stages.find((stage) => stage.hearsVerdict)
  const answer = hearing && recordOf(run, hearing.id)?.exchanges.at(-1)
  const received = answer?.response?.status ?? null
  const agree =
    received === null || predicted.platformStatus === null
      ? null
      : received === predicted.platformStatus
  return { predicted, received, agree }
}

/** The value that the last stage to give it has given. */
function latest<N extends ValueName>(run: Run, name: N): Values[N] | undefined {
  for (const { gives } of freshRecords(run).toReversed()) {
    const value: Partial<Values>[N] = gives?.[name]
    if (value !== undefined) return value
  }
  return undefined
}

function maskMembers(token: Record<string, unknown>): NonNullable<RunView['customerToken']> {
  return z.record(z.string(), z.json()).parse(maskJson(token))
}
