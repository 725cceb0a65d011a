import type { Hop } from '../../../../shared/run.ts'
import type { Values } from '../../../../shared/values.ts'
import { plannedRedirectUri } from './redirect-rule.ts'

/** What is known of the two sign-ins; more with each stage. */
export type KnownHops = Partial<
  Pick<Values, 'redirect' | 'realm' | 'oidcProfile' | 'pending' | 'upstream'>
>

/**
 * The store is a broker: an OpenID provider towards the storefront, and a client of the identity provider
 * (elastic-path.md section 1). Two requests, two client ids, two states, two codes, two redirect URIs. Pure.
 */
export function hopsOf({ redirect, realm, oidcProfile, pending, upstream }: KnownHops): Hop[] {
  const provider = hostOf(oidcProfile?.issuer ?? oidcProfile?.discoveryUrl)
  return [
    {
      title: 'Storefront to broker',
      relyingParty: 'storefront, here the console',
      openIdProvider: 'broker of Elastic Path',
      clientId: realm?.clientId ?? null,
      redirectUri: pending?.redirectUri ?? (redirect ? plannedRedirectUri(redirect) : null),
      registeredAt: realm
        ? `redirect_uris of the realm ${realm.realmId}`
        : 'redirect_uris of the realm',
      authorizationHost: hostOf(oidcProfile?.authorizationEndpoint),
      state: 'made by the console, which compares it in its callback',
      code: 'made by the broker; the console hands it to the API with the code verifier, and the store redeems it',
      seen: pending !== undefined,
    },
    {
      title: 'Broker to identity provider',
      relyingParty: 'broker of Elastic Path',
      openIdProvider: provider ? `identity provider ${provider}` : 'identity provider',
      clientId: upstream?.clientId ?? oidcProfile?.clientId ?? null,
      redirectUri: upstream?.redirectUri ?? oidcProfile?.callbackEndpoint ?? null,
      registeredAt: 'allowed redirect URIs of the client at the identity provider',
      authorizationHost: hostOf(upstream?.authorizationEndpoint),
      state: 'made by the broker, and compared by it in the callback-endpoint',
      code: 'made by the identity provider; the broker redeems it with client_secret_basic',
      // Nobody but the browser sees it, unless the URL was asked without one.
      seen: upstream !== undefined && upstream !== null,
    },
  ]
}

const hostOf = (url: string | null | undefined) => URL.parse(url ?? '')?.host ?? null
