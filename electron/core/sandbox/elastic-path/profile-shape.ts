import type { OidcProfile } from './records.ts'
import type { ElasticPathState } from './state.ts'
import { brokerUrls, callbackEndpoint } from './store.ts'

/** [D] the client secret is in no answer. */
export function profileAsRead(profile: OidcProfile) {
  return {
    id: profile.id,
    type: 'oidc-profile',
    name: profile.name,
    client_id: profile.clientId,
    discovery_url: profile.discoveryUrl,
    meta: {
      issuer: profile.issuer,
      created_at: profile.createdAt,
      updated_at: profile.updatedAt,
    },
  }
}

export function profileLinks({ apiUrl }: ElasticPathState, { id, realmId }: OidcProfile) {
  const { login, discovery } = brokerUrls(apiUrl, realmId)
  return {
    'authorization-endpoint': `${login}?elasticpath_commerce_cloud_profile_id=${id}`,
    'callback-endpoint': callbackEndpoint(apiUrl, realmId, id),
    'client-discovery-url': discovery,
    self: `${apiUrl}/v2/authentication-realms/${realmId}/oidc-profiles/${id}`,
  }
}
