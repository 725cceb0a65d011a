import type { Rule } from '../../../findings/rule.ts'
import { accessTokenRules } from './access-token.ts'
import { accountRules } from './accounts.ts'
import { apiAccessRules } from './api-access.ts'
import { authorizationClientRules } from './authorization-client.ts'
import { authorizationRules } from './authorization.ts'
import { callbackRules } from './callback.ts'
import { codeRules } from './code.ts'
import { everyStageRules } from './every-stage.ts'
import { hopTwoRules } from './hop-two.ts'
import { profileRules } from './profiles.ts'
import { redirectUriRules } from './redirect-uri.ts'
import { settingsRules } from './settings.ts'
import { tokenExchangeRules } from './token-exchange.ts'

/** Causes of the Elastic Path flows, in the order of the stages; one file an area. */
export const elasticPathRules: readonly Rule[] = [
  ...accessTokenRules,
  ...everyStageRules,
  ...settingsRules,
  ...profileRules,
  ...redirectUriRules,
  ...authorizationClientRules,
  ...authorizationRules,
  ...callbackRules,
  ...hopTwoRules,
  ...codeRules,
  ...tokenExchangeRules,
  ...accountRules,
  ...apiAccessRules,
]
