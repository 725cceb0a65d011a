import type { Problem } from '../../../../../shared/connection-form.ts'
import { blankTraps } from '../../text-traps.ts'
import { redirectTraps } from './redirect-traps.ts'
import { signInTraps } from './sign-in-traps.ts'
import { storeTraps } from './store-traps.ts'

/** Everything that the schema lets pass and a person should know (F17, elastic-path.md sections 2 to 7). */
export function traps(document: unknown): Problem[] {
  return [
    ...storeTraps(document),
    ...redirectTraps(document),
    ...signInTraps(document),
    ...blankTraps(document, () => false),
  ]
}
