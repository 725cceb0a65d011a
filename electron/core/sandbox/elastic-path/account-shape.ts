import type { Account, AccountMember, Membership } from './accounts-state.ts'
import type { Stamped } from './records.ts'
import type { ElasticPathState } from './state.ts'

/* Accounts, members and memberships as the API answers them. [D] */

/** In a list the links are inside the item, alone they stand beside `data`. */
export function alone<T extends { links: object }>({ links, ...data }: T) {
  return { data, links }
}

export function accountShape(state: ElasticPathState, account: Account) {
  const { id, name, legalName, registrationId, externalRef, parentId } = account
  return {
    id,
    type: 'account',
    name,
    legal_name: legalName,
    registration_id: registrationId,
    external_ref: externalRef,
    parent_id: parentId,
    meta: timestamps(account),
    relationships: {
      ancestors: state.accounts.ancestorsOf(account).map((above) => reference(above.id)),
      ...(parentId !== null && { parent: reference(parentId) }),
    },
    links: { self: `${state.apiUrl}/v2/accounts/${id}` },
  }
}

function reference(id: string) {
  return { data: { id, type: 'account' } }
}

export function memberShape({ apiUrl }: ElasticPathState, member: AccountMember) {
  const { id, name, email } = member
  return {
    id,
    type: 'account_member',
    name,
    email,
    meta: timestamps(member),
    links: { self: `${apiUrl}/v2/account-members/${id}` },
  }
}

/** Seen from its account it names the member, seen from the member the account. */
export function membershipShape(
  { apiUrl }: ElasticPathState,
  membership: Membership,
  seenFrom: 'account' | 'account_member',
) {
  const { id, accountId, memberId } = membership
  const relationships =
    seenFrom === 'account'
      ? { account_member: { data: { id: memberId, type: 'account_member' } } }
      : { account: { data: { id: accountId, type: 'account' } } }
  return {
    id,
    type: 'account_membership',
    meta: timestamps(membership),
    relationships,
    links: { self: `${apiUrl}/v2/accounts/${accountId}/account-memberships/${id}` },
  }
}

function timestamps({ createdAt, updatedAt }: Stamped) {
  return { timestamps: { created_at: createdAt, updated_at: updatedAt } }
}
