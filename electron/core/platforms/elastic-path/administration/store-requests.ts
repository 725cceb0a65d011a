import type { RequestDraft } from '../../../../../shared/exchange.ts'
import type { Values } from '../../../../../shared/values.ts'
import { draft, settingsPaths } from '../requests.ts'

/* What an administrator writes, with paths and type strings as they are documented (elastic-path.md 4.2, 5, 8). */

type Store = Values['store']
type Members = Record<string, unknown>

/** The most that a page may hold. */
const query = { 'page[limit]': '100' }

const realmPath = (realmId: string) => `/v2/authentication-realms/${encodeURIComponent(realmId)}`
const profilesPath = (realmId: string) => `${realmPath(realmId)}/oidc-profiles`
const profilePath = ({ realmId, profileId }: ProfileIds) =>
  `${profilesPath(realmId)}/${encodeURIComponent(profileId)}`
const membershipsPath = (accountId: string) =>
  `/v2/accounts/${encodeURIComponent(accountId)}/account-memberships`

interface ProfileIds {
  realmId: string
  profileId: string
}

export function readRealm(store: Store, bearer: string, realmId: string): RequestDraft {
  return draft(store, 'GET', realmPath(realmId), { bearer })
}

/** Partial: what is not named stays; a list is replaced as a whole. */
export function updateRealm(
  store: Store,
  bearer: string,
  { realmId, ...members }: Members & { realmId: string },
): RequestDraft {
  const data = { type: 'authentication-realm', ...members }
  return draft(store, 'PUT', realmPath(realmId), { bearer, body: { data } })
}

export function updateAccountSettings(
  store: Store,
  bearer: string,
  members: Members,
): RequestDraft {
  const data = { type: 'account_authentication_settings', ...members }
  return draft(store, 'PUT', settingsPaths.account, { bearer, body: { data } })
}

export function createProfile(
  store: Store,
  bearer: string,
  { realmId, ...members }: Members & { realmId: string },
): RequestDraft {
  const data = { type: 'oidc-profile', ...members }
  return draft(store, 'POST', profilesPath(realmId), { bearer, body: { data } })
}

/** Partial, so that a secret which nobody knows can stay. */
export function updateProfile(
  store: Store,
  bearer: string,
  { realmId, profileId, ...members }: Members & ProfileIds,
): RequestDraft {
  const data = { type: 'oidc-profile', ...members }
  return draft(store, 'PUT', profilePath({ realmId, profileId }), { bearer, body: { data } })
}

export function deleteProfile(store: Store, bearer: string, ids: ProfileIds): RequestDraft {
  return draft(store, 'DELETE', profilePath(ids), { bearer })
}

export function listMemberships(store: Store, bearer: string, accountId: string): RequestDraft {
  return draft(store, 'GET', membershipsPath(accountId), {
    bearer,
    query: { ...query, include: 'account_member' },
  })
}

export function deleteMembership(
  store: Store,
  bearer: string,
  ids: { accountId: string; membershipId: string },
): RequestDraft {
  const path = `${membershipsPath(ids.accountId)}/${encodeURIComponent(ids.membershipId)}`
  return draft(store, 'DELETE', path, { bearer })
}
