import type { AccountMember } from './accounts-state.ts'
import type { BrokerIdentity } from './broker-grants.ts'
import type { ElasticPathState } from './state.ts'

/** [C] the first sign-in makes the member, and each one overwrites name and address by the ID token. */
export function signInMember(
  state: ElasticPathState,
  { sub: id, name, email }: Pick<BrokerIdentity, 'sub' | 'name' | 'email'>,
): AccountMember {
  const known = state.accounts.members.find((member) => member.id === id)
  if (known) return Object.assign(known, { name, email, updatedAt: state.now() })
  return newMember(state, { id, name, email })
}

/** [D] a new member gets an account of that name where the setting says so, but nobody gets one later. */
export function newMember(
  { accounts, accountSettings }: ElasticPathState,
  facts: Pick<AccountMember, 'id' | 'name' | 'email'>,
): AccountMember {
  const member = accounts.addMember(facts)
  if (accountSettings.autoCreateAccountForAccountMembers) {
    const account = accounts.addAccount({ name: member.name, legalName: member.name })
    accounts.addMembership(account.id, member.id)
  }
  return member
}
