import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { RunView } from '../../../../shared/run.ts'
import type { InputChanges } from './input-draft.ts'

/** What the person is changing of a run and has neither sent nor saved. */
export interface Editing {
  /** Which held request `request` is a change of; null while none is held. */
  heldKey: string | null
  /** The held request as it was changed; null while it is as it was. */
  request: RequestDraft | null
  /** Changed inputs by stage; a stage is there while its inputs are open for editing. */
  inputs: Readonly<Record<string, InputChanges>>
  /** The stage that is held only because its next request is to be edited. */
  onceHeld: string | null
}

export const notEditing: Editing = { heldKey: null, request: null, inputs: {}, onceHeld: null }

/** Tells one held request from the next, which the same stage may send. */
export function heldKey({ held }: Pick<RunView, 'held'>): string | null {
  return held && `${held.stageId} ${held.since} ${held.label}`
}

/** What is typed stays as long as what it changes stands there. */
export function editingAfter(before: Editing, run: RunView): Editing {
  const key = heldKey(run)
  return key === before.heldKey ? before : { ...before, heldKey: key, request: null }
}

/** The held request as it would be sent now. */
export function draftOf(
  { request }: Editing,
  { held }: Pick<RunView, 'held'>,
): RequestDraft | null {
  return request ?? held?.request ?? null
}

/** `Send to login.acme.example`: the host that the address names as it stands now. */
export function sendLabel({ request }: Editing, label: string): string {
  const host = request && URL.parse(request.url)?.host
  return host ? `Send to ${host}` : label
}
