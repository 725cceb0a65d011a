import type { ResourceInfo } from '../../../shared/administration.ts'
import { type KeysState, keysLabel } from './keys-state.ts'
import { isChanged, type Opened } from './live-state.ts'

export type Act = 'read' | 'plan' | 'write' | 'plan-again' | 'keys'

/** The one filled button while the live side is on screen. */
export interface Primary {
  act: Act
  /** The verb, the thing and the host. */
  label: string
  /** Without the host, for narrow windows. */
  shortLabel: string
  /** Why it cannot be pressed; null when it can. */
  reason: string | null
}

export interface Situation {
  resource: ResourceInfo
  opened: Opened | null
  /** The resource of the parents, where one has to be chosen first. */
  missingParent: ResourceInfo | null
  /** As far as it is known before anything was read. */
  host: string | null
  /** The sandbox is started by being asked. */
  starts: boolean
  /** Why the text is no JSON. */
  broken: string | null
}

/** What the button does next, and with whom. Pure. */
export function primaryOf(situation: Situation): Primary {
  const { resource, opened, missingParent, broken } = situation
  if (resource.unavailable !== null) return reading(situation, 'it cannot be read here')
  if (missingParent) return reading(situation, `choose an item of ${missingParent.title} first`)
  if (!opened) return reading(situation, null)
  const { work, state } = opened
  const plan = { shortLabel: 'Show what would be written', label: 'Show what would be written' }
  if (work.kind === 'planned') {
    const { action, host } = work.plan
    const verb = action === 'delete' ? resource.labels.delete : 'Write'
    return {
      act: 'write',
      label: action === 'delete' ? `${verb} at ${host}` : `${verb} to ${host}`,
      shortLabel: verb,
      reason: work.isConfirmed ? null : 'not confirmed yet',
    }
  }
  if (work.kind === 'done' && work.asked && work.written.outcome === 'conflict') {
    return {
      ...plan,
      act: 'plan-again',
      label: 'Plan again',
      shortLabel: 'Plan again',
      reason: null,
    }
  }
  if (work.kind === 'done' && work.written.outcome === 'written') return reading(situation, null)
  const readOnly = state.readOnly ?? state.items.find(({ id }) => id === opened.itemId)?.readOnly
  if (isChanged(opened) && (readOnly ?? null) === null)
    return { ...plan, act: 'plan', reason: broken }
  return reading(situation, null)
}

function reading({ resource, opened, host, starts }: Situation, reason: string | null): Primary {
  const from = opened?.state.host ?? host
  const label = `Read ${opened ? 'again' : resource.title}${from === null ? '' : ` from ${from}`}`
  return {
    act: 'read',
    label: starts ? `Start the sandbox and read ${resource.title}` : label,
    shortLabel: opened ? 'Read again' : 'Read',
    reason,
  }
}

export function keysPrimary(keys: KeysState): Primary {
  const label = keysLabel(keys)
  const nothing = keys.way === 'pasted' && keys.text.trim() === ''
  return {
    act: 'keys',
    label,
    shortLabel: keys.way === 'compare' ? 'Compare' : 'Read the keys',
    reason: nothing ? 'nothing is pasted' : null,
  }
}

/** How the live side stands, in a few words. */
export function standing(opened: Opened | null): string {
  if (!opened) return 'nothing was asked yet'
  const { work } = opened
  if (work.kind === 'planned')
    return work.isConfirmed ? 'confirmed, not written' : 'to be confirmed'
  if (work.kind === 'done') {
    const words = {
      written: 'written',
      conflict: 'conflict, nothing was written',
      refused: 'refused',
    }
    return words[work.written.outcome]
  }
  return isChanged(opened) ? 'changed, not written' : 'as it was read'
}
