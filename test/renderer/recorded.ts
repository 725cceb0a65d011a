import type { RunView, StageView } from '../../shared/run.ts'
import views from '../support/demo-views.json' with { type: 'json' }

type Name = 'ready' | 'paused' | 'waiting' | 'failed' | 'passed'

/** Runs as the real core showed them in the sandbox; the file was written from its replies. */
export const recorded = views as unknown as Record<Name, RunView>

export function stage(name: Name, id: string): StageView {
  const found = recorded[name].stages.find((one) => one.id === id)
  if (!found) throw new Error(`no stage ${id}`)
  return found
}
