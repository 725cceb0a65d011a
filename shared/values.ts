import { z } from 'zod'
import { identifierFieldSchema, verdictSchema } from './check.ts'
import { platformValues } from './platforms/registry.ts'
import { redirectSchema } from './redirect.ts'

/*
 * Every value that a stage can need or give. All are JSON, so that a run can be paused, saved and replayed;
 * some are secret, so they are masked by redact.ts before they leave the core.
 */

const sourced = <T extends z.ZodType>(value: T) => z.object({ value, source: z.string() })

/** Endpoints and policy of the identity provider, before discovery. */
const providerSchema = z.object({
  issuer: z.string(),
  endpoints: z
    .object({ authorization: z.string(), token: z.string(), jwks: z.string().optional() })
    .nullable(),
  requireIss: z.boolean(),
})

const clientSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string().nullable(),
  tokenEndpointAuthMethod: z.enum(['client_secret_basic', 'client_secret_post', 'none']),
  scope: z.string(),
  /** Further authorization request parameters, `audience` and `resource` included. */
  parameters: z.record(z.string(), z.string()),
  subjectToken: z.enum(['access_token', 'id_token']),
})

/** Authorization server metadata (RFC 8414); members we do not name are kept. */
const metadataSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string().optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})

/** The pending authorization: lives until its code is redeemed, here or by the platform. */
const pendingSchema = z.object({
  state: z.string(),
  /** Null where the other side knows none. */
  nonce: z.string().nullable(),
  /** Null where the connection turns PKCE off. */
  codeVerifier: z.string().nullable(),
  codeChallenge: z.string().nullable(),
  redirectUri: z.string(),
  authorizationUrl: z.string(),
})

const callbackSchema = z.object({
  /** The parameters as received. `code` is one-time. */
  parameters: z.array(z.tuple([z.string(), z.string()])),
  code: z.string(),
  via: z.enum(['loopback', 'deep-link', 'paste', 'window']),
})

/** Tokens of the identity provider (RFC 6749 section 5.1). */
const providerTokensSchema = z.object({
  accessToken: z.string(),
  idToken: z.string().nullable(),
  refreshToken: z.string().nullable(),
  tokenType: z.string(),
  expiresIn: z.number().nullable(),
  scope: z.string().nullable(),
})

const subjectTokenSchema = z.object({
  token: z.string(),
  kind: z.enum(['access_token', 'id_token', 'given']),
})

/**
 * The chosen site configuration with its effective values: what the platform will hold the token against.
 * `source` names the layer: `Site_DE.audience`, `default.issuer`, `tenant setting`, `platform default`.
 */
export const siteConfigurationSchema = z.object({
  site: z.string(),
  siteReason: z.enum(['requested', 'omitted', 'fallback']),
  mode: z.enum(['online', 'offline']),
  modeReason: z.string(),
  issuer: sourced(z.string()).nullable(),
  audience: sourced(z.array(z.string())).nullable(),
  tokenClientId: sourced(z.string()).nullable(),
  /** Offline: the pinned key set. */
  jwks: sourced(z.object({ keys: z.array(z.record(z.string(), z.json())) })).nullable(),
  /** Online: where and as whom to introspect. The secret is a secret. */
  introspection: z
    .object({
      url: z.string(),
      clientId: z.string(),
      clientSecret: z.string(),
      source: z.string(),
    })
    .nullable(),
  autoprovisioningDisabled: sourced(z.boolean()),
  identifierField: sourced(identifierFieldSchema),
})
export type SiteConfiguration = z.infer<typeof siteConfigurationSchema>

export const valueSchemas = {
  provider: providerSchema,
  client: clientSchema,
  redirect: redirectSchema,
  /** The site configuration that this run asks for; null sends no `config`. */
  requestedSite: z.object({ site: z.string().nullable() }),
  metadata: metadataSchema,
  pending: pendingSchema,
  callback: callbackSchema,
  providerTokens: providerTokensSchema,
  subjectToken: subjectTokenSchema,
  siteConfiguration: siteConfigurationSchema,
  verdict: verdictSchema,
  ...platformValues,
} as const

export const valuesSchema = z.object(valueSchemas)
/** Every value by name. A stage sees only the ones it needs. */
export type Values = z.infer<typeof valuesSchema>
export type ValueName = keyof Values
export const valueNames = Object.keys(valueSchemas) as ValueName[]
