import { z } from 'zod'
import {
  maskExchange,
  maskHeaders,
  maskBody,
  maskJson,
  maskText,
  maskUrl,
  maskValue,
} from '../../../shared/redact.ts'
import type { Hop, Run, RunView, StageStatus, StageView, ValueRow } from '../../../shared/run.ts'
import type { InspectedToken } from '../../../shared/token.ts'
import type { ValueName, Values } from '../../../shared/values.ts'
import { hideSecretsOf } from '../hidden-secrets.ts'
import { inspectToken } from '../tokens/inspect.ts'
import { hostsOf } from './hosts.ts'
import { nextAction } from './next-action.ts'
import {
  giverOf,
  inputOf,
  nextStage,
  recordOf,
  stagesOf,
  stateOf,
  stoppedAt,
  valuesBefore,
} from './run.ts'
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
  const hide = hideSecretsOf(run.given)
  const withoutEcho = ({ id, status, ...shown }: StageView) => ({ id, status, ...hide(shown) })
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
    durationMs: run.records.reduce((sum, record) => sum + record.endedAt - record.startedAt, 0),
    stages: flow.stages.map((stage) => withoutEcho(stageView(flow, run, stage))),
    next: nextAction(flow, run),
    waiting: waitingView(run),
    choosing: choosingView(run),
    verdict: verdictView(flow, run),
    hosts: hostsOf(run),
    customerToken: issued ? maskMembers(issued) : null,
  }
}

function stageView(flow: Flow, run: Run, stage: Stage): StageView {
  const record = recordOf(run, stage.id)
  const busy = run.busy?.stageId === stage.id ? run.busy : null
  const status = statusOf(flow, run, stage)
  const input = stagesOf(flow, run).includes(stage) ? inputOf(flow, run, stage) : null
  return {
    id: stage.id,
    number: flow.stages.indexOf(stage) + 1,
    title: stage.title,
    explanation: stage.explanation,
    lookAt: stage.lookAt,
    spec: stage.spec,
    status,
    reason: reasonOf(status),
    durationMs: record ? record.endedAt - record.startedAt : null,
    inputs: input ? inputRows(flow, run, stage, input) : [],
    outputs: record?.gives ? outputRows(record.gives, stage) : [],
    previews: (input && stage.preview?.(input) ? stage.preview(input) : []).map((preview) => ({
      ...preview,
      url: maskUrl(preview.url),
      headers: maskHeaders(preview.headers),
      body: preview.body === null ? null : maskBody(preview.body),
    })),
    exchanges: (record ?? busy)?.exchanges.map(maskExchange) ?? [],
    checks: ((record ?? busy)?.checks ?? []).map((check) => ({
      ...check,
      expected: maskJson(check.expected),
      found: maskJson(check.found),
      message: maskText(check.message),
    })),
    tokens: tokensOf(flow, run, stage.id),
    hops: hopsOf(flow, run, stage),
    failure: record?.failure
      ? {
          ...record.failure,
          message: maskText(record.failure.message),
          ...(record.failure.evidence && { evidence: maskJson(record.failure.evidence) }),
        }
      : null,
  }
}

function hopsOf(flow: Flow, run: Run, stage: Stage): Hop[] {
  const known = { ...valuesBefore(flow, run, stage.id), ...recordOf(run, stage.id)?.gives }
  return (stage.hops?.(known) ?? []).map((hop) => ({
    ...hop,
    redirectUri: hop.redirectUri === null ? null : maskUrl(hop.redirectUri),
  }))
}

function statusOf(flow: Flow, run: Run, stage: Stage): StageStatus {
  if (!stagesOf(flow, run).includes(stage)) return 'skipped'
  if (run.busy?.stageId === stage.id) {
    return run.waiting ? 'waiting' : run.choosing ? 'choosing' : 'running'
  }
  const record = recordOf(run, stage.id)
  if (record) return record.status
  if (stoppedAt(run)) return 'not-reached'
  return !run.busy && nextStage(flow, run) === stage ? 'next' : 'not-run'
}

function reasonOf(status: StageStatus): string {
  switch (status) {
    case 'skipped':
      return 'a subject token was given'
    case 'not-reached':
      return 'an earlier stage stopped the run'
    case 'passed':
    case 'failed':
    case 'next':
    case 'running':
    case 'waiting':
    case 'choosing':
    case 'not-run':
      return ''
  }
}

function inputRows(flow: Flow, run: Run, stage: Stage, input: Values): ValueRow[] {
  return stage.show(input).map(({ name, value, from }) => {
    const giver = giverOf(flow, run, from, stage.id)
    return {
      name,
      value: maskValue(name, value),
      from: giver
        ? `stage ${flow.stages.indexOf(giver) + 1}, ${giver.title}`
        : (run.givenFrom[from] ?? `connection ${run.connectionName}`),
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
        value:
          typeof value === 'string'
            ? member.endsWith('Url')
              ? maskUrl(value)
              : maskValue(member, value)
            : JSON.stringify(maskJson(JSON.parse(JSON.stringify(value)))),
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
  for (const { gives } of run.records.toReversed()) {
    const value: Partial<Values>[N] = gives?.[name]
    if (value !== undefined) return value
  }
  return undefined
}

function maskMembers(token: Record<string, unknown>): NonNullable<RunView['customerToken']> {
  return z.record(z.string(), z.json()).parse(maskJson(token))
}
