import { elasticPathBroker } from '../clients.ts'
import { people } from '../people.ts'
import { issuerAt } from '../status.ts'
import { fillAccounts } from './accounts-preset.ts'
import type { ElasticPathState } from './state.ts'
import { commandLineRedirectUri, profileIds, realmClientIds, realmIds, storeId } from './store.ts'

/** The store at its first moment; the lists are empty before. */
export function fillPreset(state: ElasticPathState, redirectUri: string): void {
  const stamps = { createdAt: state.now(), updatedAt: state.now() }
  const redirectUris = [redirectUri, commandLineRedirectUri]
  state.realms.push(
    {
      ...stamps,
      id: realmIds.buyer,
      name: 'Buyer Organization',
      redirectUris: [...redirectUris],
      duplicateEmailPolicy: 'allowed',
      origin: { id: storeId, type: 'customer-authentication-settings' },
      clientId: realmClientIds.buyer,
    },
    {
      ...stamps,
      id: realmIds.merchant,
      name: 'Merchant Organization',
      redirectUris: [],
      duplicateEmailPolicy: 'disallowed',
      origin: { id: storeId, type: 'merchant-realm-mappings' },
      clientId: null,
    },
    {
      ...stamps,
      id: realmIds.account,
      name: 'Account Management Realm',
      redirectUris: [...redirectUris],
      duplicateEmailPolicy: 'allowed',
      origin: { id: storeId, type: 'account_authentication_settings' },
      clientId: realmClientIds.account,
    },
  )
  for (const realm of ['buyer', 'account'] as const) {
    const { good, wrongSecret } = profileIds[realm]
    addProfile(state, realmIds[realm], { id: good, name: 'Sandbox' })
    addProfile(state, realmIds[realm], {
      id: wrongSecret,
      name: 'Sandbox, wrong secret',
      clientSecret: `${elasticPathBroker.clientSecret}-wrong`,
    })
  }
  addKnownCustomers(state)
  fillAccounts(state)
}

function addProfile(
  state: ElasticPathState,
  realmId: string,
  facts: { id: string; name: string; clientSecret?: string },
): void {
  const issuer = issuerAt(state.origin)
  state.profiles.push({
    ...elasticPathBroker,
    ...facts,
    realmId,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    issuer,
    createdAt: state.now(),
    updatedAt: state.now(),
  })
}

/** Who has signed in at this shop before, by the profile that works. */
function addKnownCustomers(state: ElasticPathState): void {
  for (const { sub, name, email, customer } of people) {
    if (!customer || email === null) continue
    const user = state.addUser({
      realmId: realmIds.buyer,
      name,
      email,
      creationStatus: 'COMPLETE',
    })
    state.addIdentityLink({
      userId: user.id,
      oidcProfileId: profileIds.buyer.good,
      issuer: issuerAt(state.origin),
      subject: sub,
    })
    state.addCustomer({ name, email, userId: user.id })
  }
}
