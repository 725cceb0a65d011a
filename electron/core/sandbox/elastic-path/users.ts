import type { OidcProfile, Realm, User } from './records.ts'
import type { ProviderIdentity } from './relying-party.ts'
import type { ElasticPathState } from './state.ts'

/**
 * The user of an identity: known by issuer and subject, else, under `api_only`, by the e-mail address, else new
 * (elastic-path.md section 8). Assumed: name and address follow the provider at each login.
 */
export function signInUser(
  state: ElasticPathState,
  { realm, profile }: { realm: Realm; profile: OidcProfile },
  identity: ProviderIdentity,
): User {
  const { issuer, subject, name, email } = identity
  const linked = userLinkedTo(state, realm, identity)
  if (linked) return Object.assign(linked, { name, email, updatedAt: state.now() })
  const user =
    (realm.duplicateEmailPolicy === 'api_only' && userWithEmail(state, realm, email)) ||
    state.addUser({ realmId: realm.id, name, email, creationStatus: 'COMPLETE' })
  state.addIdentityLink({ userId: user.id, oidcProfileId: profile.id, issuer, subject })
  return user
}

function userLinkedTo(
  { users, identityLinks }: ElasticPathState,
  realm: Realm,
  { issuer, subject }: ProviderIdentity,
): User | undefined {
  const owners = new Set(
    identityLinks
      .filter((link) => link.issuer === issuer && link.subject === subject)
      .map(({ userId }) => userId),
  )
  return users.find(({ id, realmId }) => realmId === realm.id && owners.has(id))
}

/** Upper and lower case are one address, which is assumed. */
function userWithEmail({ users }: ElasticPathState, realm: Realm, email: string): User | undefined {
  return users.find(
    (user) => user.realmId === realm.id && user.email.toLowerCase() === email.toLowerCase(),
  )
}
