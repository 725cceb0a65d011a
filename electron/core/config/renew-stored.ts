import type { Seal } from '../ports.ts'
import { namesOf, used } from './connection-entry.ts'
import { choiceMember } from './seal-keeper.ts'
import { backendsOf, renewSecrets } from './secrets.ts'
import type { Stored } from './stored-document.ts'

/**
 * What is written: secrets that are referred to, sealed as it is done now. `lost` names the connections with a
 * secret that nothing here can open.
 */
export function renewStored(changed: Stored, seal: Seal): { stored: Stored; lost: string[] } {
  const { secrets, ...stored } = changed
  const kept = renewSecrets(used(secrets, stored), seal)
  // A key store makes a choice void: should it be gone one day, the person is asked again (SS-03).
  if (seal.choosing?.options.length === 0) Reflect.deleteProperty(stored, choiceMember)
  return {
    stored: { ...stored, secrets: kept.secrets },
    lost: namesOf(kept.lost, stored.connections),
  }
}

export const withChoice = (stored: Stored, choice: string): Stored => ({
  ...stored,
  [choiceMember]: choice,
})

/** What something else than `backend` has sealed: names of connections, and what their secrets are sealed by. */
export interface SealedElsewhere {
  names: string[]
  backends: ReadonlySet<string>
}

export function sealedElsewhere(
  { secrets, connections }: Stored,
  backend: string,
): SealedElsewhere {
  const others = backendsOf(secrets, backend)
  return { names: namesOf([...others.keys()], connections), backends: new Set(others.values()) }
}
