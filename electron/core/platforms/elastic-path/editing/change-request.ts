import type { ConnectionOf } from '../../../../../shared/connection.ts'
import { redirectInWords } from '../redirect-rule.ts'

/** What has to be registered at both ends (elastic-path.md sections 1 and 6). No secret is in it. */
export function changeRequest({
  name,
  redirect,
  elasticPath,
}: ConnectionOf<'elastic-path'>): string {
  const { apiUrl, storeId, profile } = elasticPath
  const store = storeId ? `the store ${storeId}` : `the store of ${name}`
  const which = profile ? `the OIDC profile ${profile}` : 'each OIDC profile that people may use'
  return [
    `Subject: Customer single sign-on for ${store}`,
    '',
    `1. In ${store} at ${apiUrl}: add this to redirect_uris of the realm, to the letter, and keep those that are there.`,
    '',
    `   ${redirectInWords(redirect)}`,
    '',
    '   Customers sign in to the realm Buyer Organization, account members to the Account Management Realm.',
    '   Commerce Manager: System, Store Settings, Authentication Management.',
    '',
    `2. At the identity provider, in the client that ${which} names: allow the callback-endpoint of the profile as redirect URI.`,
    '',
    `   ${new URL(apiUrl).origin}/oidc-idp/callback/stores/${storeId ?? '{store}'}/authentication-realms/{realm}/oidc-profiles/{profile}`,
    '',
    '   Copy it from "Redirect URL for Provider" or from links of the profile; it changes when a profile is made anew.',
    '',
    '3. The client at the identity provider: confidential, client_secret_basic, authorization code, scopes openid and email,',
    '   an e-mail for everybody, the client as only audience of the ID token, no encryption, no required nonce.',
    '',
    '   Its client secret is entered into the profile by whoever has it; it is not in this message and is not sent by mail.',
    '',
  ].join('\n')
}
