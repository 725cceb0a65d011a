import { z } from 'zod'
import { httpUrl } from '../http-url.ts'
import { redirectSchema } from '../redirect.ts'
import { secretSchema } from '../secret.ts'

/* The connection to a store, and the values of its flows (elastic-path.md sections 1 to 7). */

const pastDefault = 'https://api.moltin.com'

/** An Elastic Path store. The identity provider is that of the chosen OIDC profile, kept by the store itself. */
const settingsSchema = z.strictObject({
  /** Of the region that the store lives in; a store lives in exactly one. */
  apiUrl: httpUrl.default('https://euwest.api.elasticpath.com'),
  /** Application key. The secret is needed for administration alone: to assign members to accounts. */
  clientId: z.string().min(1),
  clientSecret: secretSchema.optional(),
  /** How `access-token` asks: `implicit` is what a storefront does. */
  grant: z.enum(['implicit', 'client_credentials']).default('implicit'),
  /** Sent as `X-MOLTIN-AUTH-STORE`, which organisations with several stores need. */
  storeId: z.string().min(1).optional(),
  /** Sent with every API request; some integrators report headers that choose the store. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Must hold `openid` and `email`; the third one is `name` in the specification, `profile` in practice. */
  scope: z.string().default('openid email profile'),
  /** Forwarded to the identity provider. */
  display: z.string().min(1).optional(),
  prompt: z.string().min(1).optional(),
  uiLocales: z.string().min(1).optional(),
  /** Any further authorization request parameters. */
  parameters: z.record(z.string(), z.string()).default({}),
  /** Whether a revisited callback is reported as `callback_replay`. */
  reportCallbackReplay: z.boolean().default(true),
  /** Id of the realm whose profiles sign people in; the settings name it where this is unset. */
  realm: z.string().min(1).optional(),
  /** Name or id of the OIDC profile, and of the account; the person is asked where several fit. */
  profile: z.string().min(1).optional(),
  account: z.string().min(1).optional(),
  /** Whether the profile's identity provider is held against the requirements before the sign-in. */
  providerCheck: z.boolean().default(true),
  /** Whether the authorization URL is requested once without a browser, to see where it leads. */
  probe: z.boolean().default(false),
  /** When to offer to assign a member to an account, which writes to the store. */
  membership: z.enum(['when-empty', 'always', 'never']).default('when-empty'),
  /** Whether the account token is renewed afterwards, and for which account (name or id). */
  renewAfterwards: z.boolean().default(false),
  switchTo: z.string().min(1).optional(),
  /** The flow of the older document: its host, and its token request without the `data` wrapper. */
  legacy: z
    .strictObject({
      apiUrl: httpUrl.default(pastDefault),
      unwrappedBody: z.boolean().default(false),
    })
    .prefault({}),
})

/** `localhost` and a fixed port: the realm lists redirect URIs to the letter, and of http only that host. */
const storeRedirectSchema = redirectSchema.extend({
  host: redirectSchema.shape.host.unwrap().default('localhost'),
  port: redirectSchema.shape.port.unwrap().default(8080),
})

export const elasticPathConnectionSchema = z.strictObject({
  platform: z.literal('elastic-path'),
  name: z.string().trim().min(1).max(80),
  redirect: storeRedirectSchema.prefault({}),
  elasticPath: settingsSchema,
})

/** The store as the stages address it. */
const storeSchema = z.object({
  apiUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string().nullable(),
  grant: z.enum(['implicit', 'client_credentials']),
  storeId: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  scope: z.string(),
  display: z.string().nullable(),
  prompt: z.string().nullable(),
  uiLocales: z.string().nullable(),
  parameters: z.record(z.string(), z.string()),
  reportCallbackReplay: z.boolean(),
  realm: z.string().nullable(),
  profile: z.string().nullable(),
  account: z.string().nullable(),
  providerCheck: z.boolean(),
  probe: z.boolean(),
  membership: z.enum(['when-empty', 'always', 'never']),
  renewAfterwards: z.boolean(),
  switchTo: z.string().nullable(),
  unwrappedBody: z.boolean(),
})

/** The platform's access token: opaque, an hour, without refresh. */
const storeTokenSchema = z.object({
  accessToken: z.string(),
  tokenType: z.string(),
  identifier: z.string().nullable(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number().nullable(),
})

/** What the settings say of the realm: client A of the first hop is its `clientId`. */
const realmSchema = z.object({
  clientId: z.string(),
  realmId: z.string(),
  /** The settings carry the id of the store, as far as the examples show. */
  storeId: z.string().nullable(),
  settingsPath: z.string(),
  /** Of account settings alone. */
  account: z
    .object({
      tokenTimeoutSeconds: z.number().nullable(),
      autoCreateAccount: z.boolean().nullable(),
      selfManagement: z.string().nullable(),
    })
    .nullable(),
})

/** Client B of the second hop is its `clientId`; the links are taken as given and never rebuilt. */
const oidcProfileSchema = z.object({
  id: z.string(),
  name: z.string(),
  clientId: z.string(),
  discoveryUrl: z.string(),
  issuer: z.string().nullable(),
  authorizationEndpoint: z.string(),
  callbackEndpoint: z.string().nullable(),
})

const proofKeySchema = z.object({
  codeVerifier: z.string(),
  codeChallenge: z.string(),
  state: z.string(),
})

/** The broker's own request to the identity provider, as the probe saw it; null where nobody looked. */
const upstreamSchema = z
  .object({
    authorizationEndpoint: z.string(),
    clientId: z.string().nullable(),
    redirectUri: z.string().nullable(),
    scope: z.string().nullable(),
    hasNonce: z.boolean(),
    hasCodeChallenge: z.boolean(),
    prompt: z.string().nullable(),
  })
  .nullable()

/** Members spelled as on the wire; `expires` is in epoch seconds. */
const shopperTokenSchema = z.looseObject({
  id: z.string(),
  customer_id: z.string(),
  token: z.string(),
  expires: z.union([z.number(), z.string()]),
})

/** Members spelled as on the wire; `expires` is a date-time, the specification says epoch. */
const accountTokenSchema = z.looseObject({
  account_id: z.string(),
  account_name: z.string(),
  token: z.string(),
  expires: z.union([z.number(), z.string()]),
})

/** Who signed in, and a token for each account of theirs that was read. */
const accountLoginSchema = z.object({
  memberId: z.string().nullable(),
  accounts: z.array(accountTokenSchema),
  total: z.number(),
  /** Null while the member has no account. */
  accountId: z.string().nullable(),
})

const membershipSchema = z.object({
  outcome: z.enum(['not-needed', 'left', 'created']),
  accountId: z.string().nullable(),
  memberId: z.string().nullable(),
})

export const elasticPathValues = {
  store: storeSchema,
  storeToken: storeTokenSchema,
  realm: realmSchema,
  oidcProfile: oidcProfileSchema,
  proofKey: proofKeySchema,
  upstream: upstreamSchema,
  shopperToken: shopperTokenSchema,
  accountLogin: accountLoginSchema,
  membership: membershipSchema,
  accountToken: accountTokenSchema,
  /** What the API said to the token. */
  shopper: z.object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    account: z.string().nullable(),
  }),
} as const
