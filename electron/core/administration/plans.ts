import { randomUUID } from 'node:crypto'
import type { PlannedWrite } from '../../../shared/administration.ts'
import type { DocumentPath } from '../../../shared/connection-form.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import { maskExchange, maskText } from '../../../shared/redact.ts'
import { pathText } from '../config/connection-text.ts'
import { FlowError } from '../failure.ts'
import type {
  AdministeredResource,
  Change,
  LiveState,
  PreparedWrite,
} from '../platforms/administration.ts'
import type { Json } from '../tokens/read-json.ts'
import { same, shownDifference } from './edited-text.ts'
import { invalid } from './invalid.ts'
import { confirmationText, requestView } from './views.ts'

/** So many wait at once; the oldest is forgotten first, because a plan holds secrets. */
const keptAtMost = 20

export interface Plan {
  view: PlannedWrite
  resource: AdministeredResource
  /** All resources of the connection: the result of a write, and the way back, may be in another one. */
  resources: readonly AdministeredResource[]
  change: Change
  prepared: PreparedWrite
}

const verbs = { create: 'create', update: 'write', delete: 'delete' }

/** The writes that wait for the person's word, in clear and in memory alone. */
export class Plans {
  readonly #kept = new Map<string, Plan>()

  /** Throws `administration_invalid` for what the platform's rules refuse. */
  add(
    place: Pick<Plan, 'resource' | 'resources'> & { state: LiveState; change: Change },
    also: { kept?: DocumentPath[]; exchanges: readonly Exchange[] },
  ): PlannedWrite {
    const { resource, resources, state, change } = place
    if (change.action === 'update' && same(change.value, change.item?.value ?? null))
      throw invalid('There is nothing to write: the platform has this already.')
    const prepared = resource.prepare(state, change)
    const { host, owner } = state
    const { kept = [], exchanges } = also
    const view: PlannedWrite = {
      planId: randomUUID(),
      host,
      owner,
      action: change.action,
      // The token is asked for anew when it is sent.
      request: requestView(prepared.request('access token')),
      difference: shownDifference(replacedBy(change), prepared.after),
      warnings: [...keptSecrets(kept), ...prepared.warnings].map(maskText),
      confirmation: confirmationText(verbs[change.action], prepared.what, host),
      exchanges: exchanges.map(maskExchange),
    }
    this.#kept.set(view.planId, { view, resource, resources, change, prepared })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptAtMost) break
      this.#kept.delete(oldest)
    }
    return view
  }

  /** Takes the plan out, so that it can be carried out once. Throws `plan_unknown` or `confirmation_wrong`. */
  take(planId: string, confirmation: string): Plan {
    const plan = this.#kept.get(planId)
    if (!plan) {
      throw new FlowError(
        'plan_unknown',
        `This plan was carried out already, or is not kept any more; plan the change again. The last ${keptAtMost} are kept.`,
      )
    }
    if (confirmation !== plan.view.confirmation) {
      throw new FlowError(
        'confirmation_wrong',
        `Nothing was sent: the confirmation has to say, to the letter: ${plan.view.confirmation}`,
      )
    }
    this.#kept.delete(planId)
    return plan
  }
}

/** What a change takes the place of: something new of nothing, even where it is made with an item. */
export function replacedBy({ action, item }: Change): Json | null {
  return action === 'create' ? null : (item?.value ?? null)
}

function keptSecrets(kept: readonly DocumentPath[]): string[] {
  if (kept.length === 0) return []
  const names = kept.map((path) => pathText(path) || 'the value').join(', ')
  return [`Left masked, so kept as the platform has it: ${names}.`]
}
