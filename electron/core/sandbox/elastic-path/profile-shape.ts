import type { OidcProfile } from './records.ts'
import type { ElasticPathState } from './state.ts'
import { brokerUrls, callbackEndpoint, recreatedEndpoint } from './store.ts'

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

/** Where the provider has to send the browser back to. */
export function callbackEndpointOf(
  { apiUrl, faults }: ElasticPathState,
  { id, realmId }: OidcProfile,
): string {
  const endpoint = callbackEndpoint(apiUrl, realmId, id)
  return faults.shows('provider-redirect-not-registered') ? recreatedEndpoint(endpoint) : endpoint
}

export function profileLinks(state: ElasticPathState, profile: OidcProfile) {
  const { apiUrl } = state
  const { id, realmId } = profile
  const { login, discovery } = brokerUrls(apiUrl, realmId)
  return {
    'authorization-endpoint': `${login}?elasticpath_commerce_cloud_profile_id=${id}`,
    'callback-endpoint': callbackEndpointOf(state, profile),
    'client-discovery-url': discovery,
    self: `${apiUrl}/v2/authentication-realms/${realmId}/oidc-profiles/${id}`,
  }
}
