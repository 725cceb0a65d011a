import { z } from 'zod'
import { identifierFieldSchema } from '../check.ts'
import { httpUrl } from '../http-url.ts'
import { identityProviderSchema } from '../identity-provider.ts'
import { redirectSchema } from '../redirect.ts'
import { secretSchema } from '../secret.ts'

/* The connection to a tenant, and the values of its flows (emporix.md sections 1 to 6). */

/**
 * One identity provider as the platform knows it for standard SSO, its members spelled as documented
 * (emporix.md 2.2). The platform keeps this document, at a place that is unpublished; the copy here says what
 * the console has to send and what must agree. `name` is the documented `provider` where that is unique.
 */
const ssoConfigurationSchema = z.strictObject({
  /** Travels in `state` before `--` (emporix.md 2.3). */
  name: z.string().regex(/^(?!.*--).*[^-]$/, 'must not contain "--" or end with "-"'),
  /** Host, or host and path; a scheme is needed for http on this machine only. */
  domain: z.string().min(1),
  token_endpoint: z.string().min(1),
  provider: z.string().min(1),
  /** The client that the browser is sent with: only it can redeem the code. */
  client_id: z.string().min(1),
  redirect_uri: z.url(),
  /** The platform's, not the console's: sealed here and never sent by the console. */
  client_secret: secretSchema.optional(),
  /** Signing certificate, one line, line ends as `\n`. */
  public_key: z.string().min(1).optional(),
  /** Not part of the platform's document: the issuer to send people to, where it is not the connection's. */
  issuer: httpUrl.optional(),
})

/** Standard SSO (emporix.md section 2). */
const ssoSchema = z.strictObject({
  /** The first one counts as the default, which is assumed: nobody documents how the default is marked. */
  configurations: z.array(ssoConfigurationSchema).min(1),
  /**
   * The name to put into `state`; the first configuration's when unset, empty for a `state` without name. One
   * that is not configured is taken: that the platform falls back to its default is worth seeing.
   */
  configName: z.string().optional(),
  pkce: z.boolean().default(true),
  /** Whether the `session-id` header is sent, which is optional and keeps the anonymous session. */
  sendSessionId: z.boolean().default(true),
  /** The Keycloak guide sends `state` along, the OpenAPI does not know it; without it no name can arrive. */
  sendState: z.boolean().default(true),
  /** Whether the token URL that the platform will use is asked once, with an empty request that redeems nothing. */
  probeTokenUrl: z.boolean().default(false),
})

/** An Emporix tenant (emporix.md sections 1 to 6). */
const settingsSchema = z.strictObject({
  apiUrl: httpUrl.default('https://api.emporix.io'),
  tenant: z
    .string()
    .regex(
      /^[a-z][a-z0-9]{2,15}$/,
      'must be 3 to 16 lower-case letters and digits, a letter first',
    ),
  /** Storefront API client of the Developer Portal: anonymous login. */
  storefrontClientId: z.string().min(1),
  /** Service client: reads the live configuration and customers. Without it those stages say `unknown`. */
  serviceClient: z
    .strictObject({ clientId: z.string().min(1), clientSecret: secretSchema })
    .optional(),
  /** The `tokenExchange` document itself, or `live` to read it from the Configuration Service. */
  tokenExchange: z.union([z.literal('live'), z.record(z.string(), z.json())], {
    error: 'must be "live" or the tokenExchange document',
  }),
  /** The two tenant settings; unset ones are read live, else the documented defaults hold. */
  ssoCustomerAutoprovisioningDisabled: z.boolean().optional(),
  ssoCustomerIdentifierField: identifierFieldSchema.optional(),
  /** Undocumented: whether a site entry is merged over `default` or replaces it. */
  siteEntry: z.enum(['merges', 'replaces']).default('merges'),
  /** The API reference says that an unknown `config` is a 400, an older text that `default` is used. */
  unknownConfig: z.enum(['reject', 'default']).default('reject'),
  /** Whether `api-access` also renews the customer token, and ends the session. */
  refreshAfterwards: z.boolean().default(false),
  logoutAfterwards: z.boolean().default(false),
  /** Which token of the provider is handed to the platform. */
  subjectToken: z.enum(['access_token', 'id_token']).default('access_token'),
  /** Standard SSO; without it the connection does not offer that flow. */
  sso: ssoSchema.optional(),
})
export type EmporixSettings = z.infer<typeof settingsSchema>

export const emporixConnectionSchema = z.strictObject({
  platform: z.literal('emporix'),
  name: z.string().trim().min(1).max(80),
  identityProvider: identityProviderSchema,
  redirect: redirectSchema.prefault({}),
  emporix: settingsSchema,
})

/** The Emporix tenant as the stages address it. */
const tenantSchema = z.object({
  apiUrl: z.string(),
  tenant: z.string(),
  storefrontClientId: z.string(),
  serviceClient: z.object({ clientId: z.string(), clientSecret: z.string() }).nullable(),
  tokenExchange: z.union([z.literal('live'), z.record(z.string(), z.json())]),
  ssoCustomerAutoprovisioningDisabled: z.boolean().nullable(),
  ssoCustomerIdentifierField: identifierFieldSchema.nullable(),
  siteEntry: z.enum(['merges', 'replaces']),
  /** What `api-access` does besides reading: both end or renew a session, so they are off unless asked for. */
  refreshAfterwards: z.boolean(),
  logoutAfterwards: z.boolean(),
  unknownConfig: z.enum(['reject', 'default']),
})

/** What the console may read of the tenant; null members where the connection has no service client. */
const serviceSessionSchema = z.object({
  accessToken: z.string().nullable(),
  scope: z.string().nullable(),
})

const anonymousSessionSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  tokenType: z.string(),
  expiresIn: z.number(),
  sessionId: z.string().nullable(),
  scope: z.string().nullable(),
  /** Milliseconds since the epoch. */
  obtainedAt: z.number(),
})

const knownSsoSchema = z.object({
  name: z.string(),
  domain: z.string(),
  tokenEndpoint: z.string(),
  provider: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  certificate: z.string().nullable(),
  /** Null: that of the connection's identity provider. */
  issuer: z.string().nullable(),
})

/** Standard SSO as the connection sets it, without the secrets that are the platform's alone. */
const ssoValueSchema = z.object({
  configurations: z.array(knownSsoSchema).min(1),
  /** Goes into `state` before `--`; empty for none. */
  configName: z.string(),
  pkce: z.boolean(),
  sendSessionId: z.boolean(),
  sendState: z.boolean(),
  probeTokenUrl: z.boolean(),
})

/** The configuration that the platform will take, and why. */
const chosenSsoSchema = knownSsoSchema.extend({
  reason: z.enum(['named', 'fallback', 'not-sent']),
})

/** The platform's answer to the exchange or the social login, its members spelled as on the wire. */
const customerTokenSchema = z.looseObject({
  access_token: z.string(),
  saas_token: z.string().optional(),
  refresh_token: z.string().optional(),
  token_type: z.string().optional(),
  expires_in: z.union([z.number(), z.string()]).optional(),
  scope: z.string().optional(),
  session_id: z.string().optional(),
  refresh_token_expires_in: z.union([z.number(), z.string()]).optional(),
  social_access_token: z.string().optional(),
  social_id_token: z.string().optional(),
})

const customerSchema = z.object({
  outcome: z.enum(['found', 'created', 'unknown']),
  customerNumber: z.string().nullable(),
  email: z.string().nullable(),
})

export const emporixValues = {
  tenant: tenantSchema,
  sso: ssoValueSchema,
  chosenSso: chosenSsoSchema,
  /** The e-mail that the profile must show; null where nothing names one. `source` says what does. */
  expectedProfile: z.object({ email: z.string().nullable(), source: z.string() }),
  serviceSession: serviceSessionSchema,
  anonymousSession: anonymousSessionSchema,
  customerToken: customerTokenSchema,
  customer: customerSchema,
  /** What the API said to the customer token. */
  profile: z.object({ customerNumber: z.string().nullable(), email: z.string().nullable() }),
} as const
