/** What the platform gives to every record by itself; times are ISO 8601. */
export interface Stamped {
  id: string
  createdAt: string
  updatedAt: string
}

export interface Realm extends Stamped {
  name: string
  redirectUris: string[]
  /** `allowed` or `api_only`; the merchant realm is shown with `disallowed`, which cannot be written. */
  duplicateEmailPolicy: string
  /** The settings that the realm belongs to; the type strings differ in style. [D] */
  origin: { id: string; type: string }
  /** `meta.client_id` of those settings; null for the merchant realm, which has none. */
  clientId: string | null
}

export interface OidcProfile extends Stamped {
  realmId: string
  name: string
  discoveryUrl: string
  clientId: string
  clientSecret: string
  /** Read from the discovery document when the profile was saved. */
  issuer: string
}

/** `user_authentication_info` */
export interface User extends Stamped {
  realmId: string
  name: string
  email: string
  creationStatus: 'COMPLETE' | 'IN_PROGRESS'
}

/** `user_authentication_oidc_profile_info`: by issuer and subject a person is known again. */
export interface IdentityLink extends Stamped {
  userId: string
  oidcProfileId: string
  issuer: string
  subject: string
}

export interface Customer extends Stamped {
  name: string
  email: string
  /** The user of the buyer realm, once the customer has signed in. */
  userId: string | null
}

export interface AccountSettings {
  enableSelfSignup: boolean
  autoCreateAccountForAccountMembers: boolean
  accountMemberSelfManagement: string
  /** Of account tokens, in seconds. */
  tokenTimeoutSecs: number
}

/** What an access token stands for. */
export interface Bearer {
  kind: 'implicit' | 'client_credentials'
}

/** What the storefront asked of the broker in hop 1. */
export interface BrokerRequest {
  clientId: string
  redirectUri: string
  state: string
  codeChallenge: string
  codeChallengeMethod: 'S256' | 'plain'
  /** `ep_report_callback_replay_error` */
  reportReplay: boolean
}

/** A sign-in under way at the identity provider; its `state` there is the key. */
export interface BrokerLogin {
  profile: OidcProfile
  request: BrokerRequest
  /** Value of the cookie that binds the browser. */
  browser: string
  /** Whether the callback was visited: a second visit is a replay. */
  visited: boolean
}
