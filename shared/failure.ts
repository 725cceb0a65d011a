import { z } from 'zod'

/**
 * What a failure means to the person who asked; the command line's exit codes follow from it.
 * `rejected`: a party said no (1). `invalid`: wrong use or configuration (2). `unreachable`: no answer in
 * time (3). `cancelled`: the person stopped it (130). `internal`: a fault of the console (1).
 */
export const failureKindSchema = z.enum([
  'rejected',
  'invalid',
  'unreachable',
  'cancelled',
  'internal',
])
export type FailureKind = z.infer<typeof failureKindSchema>

/** Every stable failure code with its kind. Code switches on codes, never on text. */
export const failureKinds = {
  input_invalid: 'invalid',
  command_unknown: 'invalid',
  flow_unknown: 'invalid',
  connection_unknown: 'invalid',
  connection_invalid: 'invalid',
  connection_changed: 'rejected',
  connection_file_unreadable: 'invalid',
  secret_missing: 'invalid',
  run_unknown: 'invalid',
  stage_unknown: 'invalid',
  stage_not_ready: 'invalid',
  issuer_invalid: 'invalid',
  issuer_mismatch: 'rejected',
  metadata_invalid: 'rejected',
  url_refused: 'invalid',
  port_occupied: 'invalid',
  browser_not_opened: 'invalid',
  login_script_failed: 'rejected',
  callback_invalid: 'invalid',
  callback_timeout: 'unreachable',
  callback_refused: 'rejected',
  access_denied: 'rejected',
  authorization_error: 'rejected',
  iss_mismatch: 'rejected',
  token_request_refused: 'rejected',
  token_response_invalid: 'rejected',
  id_token_invalid: 'rejected',
  configuration_unknown: 'rejected',
  configuration_invalid: 'invalid',
  introspection_refused: 'rejected',
  customers_invalid: 'invalid',
  judgement_unknown: 'invalid',
  check_unknown: 'invalid',
  subject_token_missing: 'rejected',
  subject_token_malformed: 'invalid',
  subject_token_rejected: 'rejected',
  anonymous_session_refused: 'rejected',
  exchange_refused: 'rejected',
  social_login_refused: 'rejected',
  platform_response_invalid: 'rejected',
  platform_refused: 'rejected',
  access_token_refused: 'rejected',
  no_profiles: 'rejected',
  authorization_refused: 'rejected',
  customer_token_refused: 'rejected',
  account_token_refused: 'rejected',
  no_accounts: 'rejected',
  membership_refused: 'rejected',
  resource_unknown: 'invalid',
  administration_invalid: 'invalid',
  plan_unknown: 'invalid',
  confirmation_wrong: 'invalid',
  choice_missing: 'invalid',
  choice_unknown: 'invalid',
  host_unreachable: 'unreachable',
  request_timeout: 'unreachable',
  request_dropped: 'cancelled',
  request_invalid: 'invalid',
  exchange_unknown: 'invalid',
  fault_unknown: 'invalid',
  response_too_large: 'rejected',
  response_not_json: 'rejected',
  redirect_refused: 'rejected',
  store_unreadable: 'internal',
  store_unwritable: 'internal',
  capability_missing: 'invalid',
  cancelled: 'cancelled',
  internal: 'internal',
} as const satisfies Record<string, FailureKind>
export type FailureCode = keyof typeof failureKinds

/** A failure as it crosses every boundary: no stack, no path of the machine (IPC-02). */
export const failureSchema = z.object({
  code: z.enum(Object.keys(failureKinds) as [FailureCode, ...FailureCode[]]),
  kind: failureKindSchema,
  /** One sentence that names the thing and the fix. */
  message: z.string(),
  /** Facts that prove it, masked where they are secret. */
  evidence: z.record(z.string(), z.json()).optional(),
})
export type Failure = z.infer<typeof failureSchema>
