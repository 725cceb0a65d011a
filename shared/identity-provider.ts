import { z } from 'zod'
import { httpUrl } from './http-url.ts'
import { secretSchema } from './secret.ts'

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
