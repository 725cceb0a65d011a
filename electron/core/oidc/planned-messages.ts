import { callback, openBrowser, unseen } from '../flow/planned-rows.ts'
import type { PlannedMessage } from '../flow/stage.ts'

/* The rows of a sign-in at one identity provider. What passes between browser and provider is out of sight. */

export const signInMessages: readonly PlannedMessage[] = [
  openBrowser,
  unseen('browser', 'identity-provider', { title: 'Authorization request' }),
  unseen('person', 'browser', { title: 'Signs in', kind: 'person' }),
]

export const callbackMessages: readonly PlannedMessage[] = [
  unseen('identity-provider', 'browser', { title: 'Redirect with code', kind: 'redirect' }),
  callback,
]
