import type { NextAction, Run, StageRecord } from '../../../shared/run.ts'
import {
  giverOf,
  inputOf,
  nextStage,
  reusesOf,
  stagesOf,
  stateOf,
  stoppedAt,
  valuesBefore,
} from './run.ts'
import type { Flow, Stage } from './stage.ts'

/** What the one primary button does next, in words: the verb and the host it addresses. Pure. */
export function nextAction(flow: Flow, run: Run): NextAction {
  const number = (stage: Stage) => flow.stages.indexOf(stage) + 1
  const first = stagesOf(flow, run)[0]
  if (!first) throw new Error(`Flow ${flow.id} has no stages`)

  switch (stateOf(flow, run)) {
    case 'waiting':
      return plain('open-again', run.busy?.stageId ?? first.id, 'Open the browser again')
    case 'choosing':
      return plain('choose', run.busy?.stageId ?? first.id, 'Take the selected one')
    case 'held': {
      const { host } = new URL(run.held?.request.url ?? '')
      const stageId = run.busy?.stageId ?? first.id
      return { kind: 'send', stageId, label: `Send to ${host}`, shortLabel: 'Send' }
    }
    case 'running':
      return plain('cancel', run.busy?.stageId ?? first.id, 'Cancel')
    case 'cancelled':
    case 'failed': {
      const stopped = stoppedAt(run)
      const stage = stagesOf(flow, run).find((other) => other.id === stopped?.stageId)
      if (!stage) return plain('run-again', first.id, 'Run the flow again')
      const back = signInAgain(flow, run, stage, stopped)
      if (back) return back
      if (retryFrom(stage, stopped) !== undefined) {
        return plain('run-again', first.id, `Run again from stage ${number(first)}`)
      }
      const { label, shortLabel } = labels(flow, run, stage)
      return {
        kind: 'retry',
        stageId: stage.id,
        label: `${label} again`,
        shortLabel: `${shortLabel} again`,
      }
    }
    case 'passed':
      return plain('run-again', first.id, 'Run the flow again')
    case 'ready':
    case 'paused': {
      const stage = nextStage(flow, run) ?? first
      const warned = reusesOf(flow, run, stage).length > 0 && renewal(flow, run, stage)
      if (warned) return warned
      return { kind: 'next', stageId: stage.id, ...labels(flow, run, stage) }
    }
  }
}

/** The way to values that were not used yet: a new sign-in, or the stage that gave the used one. */
function renewal(flow: Flow, run: Run, stage: Stage): NextAction | null {
  const signIn = signInAgain(flow, run, stage)
  if (signIn) return signIn
  const input = inputOf(flow, run, stage)
  const from = input && stage.spends?.(input).find((spent) => spent.from)?.from
  const giver = from && giverOf(flow, run, from, stage.id)
  if (!giver) return null
  const number = flow.stages.indexOf(giver) + 1
  return plain('run-again', giver.id, `Run again from stage ${number}`)
}

/** Back to where the one-time values are made anew; null where the run has no such stage. */
function signInAgain(
  flow: Flow,
  run: Run,
  stage: Stage,
  stopped: StageRecord | null = null,
): NextAction | null {
  const backTo = retryFrom(stage, stopped)
  const back = stagesOf(flow, run).find(({ id }) => id === backTo)
  if (!back) return null
  const number = flow.stages.indexOf(back) + 1
  return {
    kind: 'sign-in-again',
    stageId: back.id,
    label: `Sign in again from stage ${number}`,
    shortLabel: 'Sign in again',
  }
}

function retryFrom(stage: Stage, stopped: StageRecord | null): string | undefined {
  return typeof stage.retryFrom === 'function'
    ? stage.retryFrom(stopped?.failure ?? null)
    : stage.retryFrom
}

function plain(kind: NextAction['kind'], stageId: string, label: string): NextAction {
  return { kind, stageId, label, shortLabel: label }
}

function labels(flow: Flow, run: Run, stage: Stage): { label: string; shortLabel: string } {
  const { verb, host } = stage.action(
    inputOf(flow, run, stage) ?? valuesBefore(flow, run, stage.id),
  )
  return {
    label: host ? `${verb} ${host}` : verb,
    shortLabel: verb.replace(/ (?:to|from|at)$/, ''),
  }
}
