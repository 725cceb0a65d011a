import { z } from 'zod'
import { identifierFieldSchema } from './check.ts'

/**
 * A secret, or where it is. In a connection file it may stand in clear or name an environment variable or a
 * file; in the store it is always `sealed`: an id that only the secret store can open.
 */
export const secretSchema = z.union(
  [
    z.string().min(1),
    z.strictObject({ env: z.string().min(1) }),
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ sealed: z.string().min(1) }),
  ],
  { error: 'must be a text, {"env": NAME}, {"file": PATH} or {"sealed": ID}' },
)
export type Secret = z.infer<typeof secretSchema>

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })

/** The identity provider and the client that logs in there. */
export const identityProviderSchema = z.strictObject({
  issuer: httpUrl,
  /** Set by hand where the provider has no discovery document. */
  endpoints: z
    .strictObject({ authorization: httpUrl, token: httpUrl, jwks: httpUrl.optional() })
    .optional(),
  clientId: z.string().min(1),
  clientSecret: secretSchema.optional(),
  /** RFC 6749 section 2.3. */
  tokenEndpointAuthMethod: z
    .enum(['client_secret_basic', 'client_secret_post', 'none'])
    .default('none'),
  scope: z.string().default('openid email profile'),
  /** Sent as `audience`, as Auth0 and others ask. */
  audience: z.string().min(1).optional(),
  /** Sent as `resource` (RFC 8707). */
  resource: z.string().min(1).optional(),
  /** Any further authorization request parameters. */
  parameters: z.record(z.string(), z.string()).default({}),
  /** Whether a callback without `iss` is refused even if the metadata does not announce it (RFC 9207). */
  requireIss: z.boolean().default(false),
})
export type IdentityProvider = z.infer<typeof identityProviderSchema>

/** Where the browser comes back to. Port 0 takes a free one (RFC 8252 section 7.3). */
export const redirectSchema = z.strictObject({
  method: z.enum(['loopback', 'deep-link', 'paste']).default('loopback'),
  host: z.enum(['127.0.0.1', 'localhost']).default('127.0.0.1'),
  port: z.number().int().min(0).max(65535).default(0),
  path: z
    .string()
    .regex(/^\/[\w./-]*$/, 'must be a path such as /callback')
    .default('/callback'),
  /** The redirect URI to send when the callback is pasted: that of the storefront. */
  uri: z.url().optional(),
})
export type Redirect = z.infer<typeof redirectSchema>

/**
 * One identity provider as the platform knows it for standard SSO, its members spelled as documented
 * (emporix.md 2.2). The platform keeps this document, at a place that is unpublished; the copy here says what
 * the console has to send and what must agree. `name` is the documented `provider` where that is unique.
 */
export const ssoConfigurationSchema = z.strictObject({
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
})
export type SsoConfiguration = z.infer<typeof ssoConfigurationSchema>

/** Standard SSO (emporix.md section 2). */
export const emporixSsoSchema = z.strictObject({
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
})

/** An Emporix tenant (emporix.md sections 1 to 6). */
export const emporixSettingsSchema = z.strictObject({
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
  sso: emporixSsoSchema.optional(),
})
export type EmporixSettings = z.infer<typeof emporixSettingsSchema>

/** One document of a configured tenant or store: the connection file and the stored form alike. */
export const connectionSchema = z.discriminatedUnion('platform', [
  z.strictObject({
    platform: z.literal('emporix'),
    name: z.string().trim().min(1).max(80),
    identityProvider: identityProviderSchema,
    redirect: redirectSchema.prefault({}),
    emporix: emporixSettingsSchema,
  }),
])
export type Connection = z.infer<typeof connectionSchema>
export type Platform = Connection['platform']

/** What lists and pickers need of a connection: nothing secret. */
export const connectionSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.string(),
  kind: z.enum(['sandbox', 'stored', 'file']),
  /** Site configurations to choose from; empty while unknown (read live). */
  sites: z.array(z.object({ key: z.string(), note: z.string() })),
  /** Ids of the flows that can run on it. */
  flows: z.array(z.string()),
})
export type ConnectionSummary = z.infer<typeof connectionSummarySchema>
