import type { Rule } from '../rule.ts'
import { authorizationRules } from './authorization-rules.ts'
import { callbackRules } from './callback-rules.ts'
import { clockRules } from './clock-rules.ts'
import { codeRules } from './code-rules.ts'
import { discoveryRules } from './discovery-rules.ts'
import { idTokenRules } from './id-token-rules.ts'
import { keySetRules } from './key-set-rules.ts'
import { networkRules } from './network-rules.ts'
import { subjectTokenRules } from './subject-token-rules.ts'
import { tokenEndpointRules } from './token-endpoint-rules.ts'
import { tokenProofRules } from './token-proof-rules.ts'

/** Causes that any identity provider can have, whatever the platform. Of those as sure, the first is shown first. */
export const oidcRules: readonly Rule[] = [
  ...keySetRules,
  ...networkRules,
  ...discoveryRules,
  ...authorizationRules,
  ...callbackRules,
  ...codeRules,
  ...tokenEndpointRules,
  ...clockRules,
  ...idTokenRules,
  ...tokenProofRules,
  ...subjectTokenRules,
]
