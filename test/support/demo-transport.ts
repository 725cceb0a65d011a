import type { EventMessage, Reply } from '../../shared/contract.ts'
import type { RunView } from '../../shared/run.ts'
import type { Door } from '../../renderer/transport.ts'
import { exhaustive } from '../../renderer/ui/exhaustive.ts'
import { chainedFlow, chainedRun } from './demo-chained.ts'
import views from './demo-views.json' with { type: 'json' }

/*
 * The console without a core: each scene is a run that the real core made in the sandbox, recorded in
 * demo-views.json. For looking at the screens; what the product does is tested against the real core.
 */

export const scenes = [
  'start',
  'ready',
  'paused',
  'waiting',
  'running',
  'failed',
  'passed',
  'unsealed',
  'choosing',
  'hops',
  'hops-unseen',
] as const
export type Scene = (typeof scenes)[number]

/** The file was written from replies of the core. */
const recorded = views as unknown as Record<
  'ready' | 'paused' | 'waiting' | 'failed' | 'passed',
  RunView
>

export function demoTransport(scene: Scene): Door {
  const listeners = new Set<(event: EventMessage) => void>()
  let run = runOf(scene)
  const push = (next: RunView) => {
    run = next
    for (const listener of listeners) listener({ name: 'run.changed', payload: next })
  }
  const answers: Record<string, (input: Record<string, unknown>) => Reply<unknown>> = {
    'app.info': () =>
      ok(
        scene === 'unsealed'
          ? {
              ...views.app,
              secrets: { sealed: false, sentence: 'Secrets are kept in memory only' },
            }
          : views.app,
      ),
    'app.copy': () => ok({}),
    'flows.list': () => ok([...views.flows, chainedFlow]),
    'connections.list': () => ok(views.connections),
    'connections.save': () =>
      refuse(
        'connection_invalid',
        'emporix.tenant must be 3 to 16 lower-case letters and digits, a letter first.',
      ),
    'sandbox.status': () => ok(views.sandbox),
    'run.start': ({ site }) =>
      ok((run = { ...runOf(scene), site: (site as string | null) ?? run.site })),
    'run.get': () => ok(run),
    'run.next': () => {
      setTimeout(() => push({ ...recorded.paused, id: run.id }), 200)
      return ok(run)
    },
    'run.toEnd': () => {
      push({ ...running(recorded.paused), id: run.id })
      setTimeout(() => push({ ...recorded.passed, id: run.id }), 1200)
      return ok(run)
    },
    'run.pause': () => ok(run),
    'run.cancel': () => ok(run),
    'run.rewind': () => ok(run),
    'run.openAgain': () =>
      refuse('browser_not_opened', 'The browser could not be opened: xdg-open is missing.'),
    'run.pasteCallback': () =>
      refuse('callback_refused', 'The state of this callback is not that of this run.'),
    'run.choose': () => {
      setTimeout(() => push({ ...chainedRun('hops', recorded.ready), id: run.id }), 400)
      return ok(run)
    },
    'run.authorizationUrl': () => ok({ url: 'https://idp.example/auth?state=clear' }),
  }
  return {
    // The answers above have the shapes of the contract.
    call: async (name, input) =>
      (answers[name]?.(input) ?? refuse('command_unknown', name)) as never,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onGap: () => () => undefined,
  }
}

const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })

function refuse(
  code: 'connection_invalid' | 'browser_not_opened' | 'callback_refused' | 'command_unknown',
  message: string,
): Reply<unknown> {
  return { ok: false, failure: { code, kind: 'invalid', message, evidence: { scene: 'demo' } } }
}

function runOf(scene: Scene): RunView {
  switch (scene) {
    case 'start':
    case 'unsealed':
      return recorded.ready
    case 'ready':
      return { ...recorded.ready, connection: { id: 'sandbox', name: 'acme', kind: 'stored' } }
    case 'paused':
    case 'failed':
    case 'passed':
      return recorded[scene]
    case 'choosing':
    case 'hops':
    case 'hops-unseen':
      return chainedRun(scene, recorded.ready)
    case 'running':
      return running(recorded.paused)
    case 'waiting': {
      const now = Date.now()
      const { waiting } = recorded.waiting
      const since = now - 78_000
      return {
        ...recorded.waiting,
        waiting: waiting && {
          ...waiting,
          since,
          deadline: since + 600_000,
          window: null,
          refused: waiting.refused.map((one) => ({ ...one, at: now - 57_000 })),
        },
      }
    }
    default:
      return exhaustive(scene)
  }
}

function running(run: RunView): RunView {
  return {
    ...run,
    state: 'running',
    toEnd: true,
    next: { kind: 'cancel', stageId: 'exchange', label: 'Cancel', shortLabel: 'Cancel' },
    stages: run.stages.map((stage) =>
      stage.id === 'exchange' ? { ...stage, status: 'running' } : stage,
    ),
  }
}
