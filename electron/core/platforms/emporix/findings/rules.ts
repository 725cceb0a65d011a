import type { Rule } from '../../../findings/rule.ts'
import { anonymousRules } from './anonymous-rules.ts'
import { apiRules } from './api-rules.ts'
import { configurationRules } from './configuration-rules.ts'
import { customerRules } from './customer-rules.ts'
import { exchangeRules } from './exchange-rules.ts'
import { gatewayRules } from './gateway-rules.ts'
import { identifierRules } from './identifier-rules.ts'
import { introspectionRules } from './introspection-rules.ts'
import { issuedRules } from './issued-rules.ts'
import { keyRules } from './key-rules.ts'
import { serviceClientRules } from './service-client-rules.ts'
import { ssoCodeRules } from './sso-code-rules.ts'
import { ssoConfigurationRules } from './sso-configuration-rules.ts'
import { ssoPkceRules } from './sso-pkce-rules.ts'
import { ssoTokenUrlRules } from './sso-token-url-rules.ts'
import { tenantRules } from './tenant-rules.ts'

/** Causes of the Emporix flows; what any provider can have is beside them. */
export const emporixRules: readonly Rule[] = [
  ...anonymousRules,
  ...gatewayRules,
  ...tenantRules,
  ...configurationRules,
  ...serviceClientRules,
  ...keyRules,
  ...introspectionRules,
  ...identifierRules,
  ...customerRules,
  ...ssoPkceRules,
  ...ssoCodeRules,
  ...ssoConfigurationRules,
  ...ssoTokenUrlRules,
  ...issuedRules,
  ...apiRules,
  // Last among equals: it says that something differs, not what.
  ...exchangeRules,
]
