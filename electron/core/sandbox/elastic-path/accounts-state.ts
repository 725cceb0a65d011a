import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../ports.ts'
import type { Stamped } from './records.ts'
import { remove } from './remove.ts'

export interface Account extends Stamped {
  name: string
  legalName: string | null
  registrationId: string | null
  externalRef: string | null
  /** Null for an account at the root of its hierarchy. */
  parentId: string | null
}

/** [D] one for each user of the account realm, with the id of that user. */
export interface AccountMember extends Stamped {
  name: string
  email: string
}

export interface Membership extends Stamped {
  accountId: string
  memberId: string
}

export interface AccountsState {
  readonly accounts: Account[]
  readonly members: AccountMember[]
  readonly memberships: Membership[]
  /** Accounts that a new membership may bring a member to. */
  membershipLimit: number
  /** What account tokens are signed with: no client can verify them, and a reset ends them. */
  readonly tokenSecret: Uint8Array
  addAccount(facts: Pick<Account, 'name'> & Partial<Account>): Account
  addMember(facts: Pick<AccountMember, 'id' | 'name' | 'email'>): AccountMember
  addMembership(accountId: string, memberId: string): Membership
  /** Of one member, in the order in which they were made. */
  accountsOf(memberId: string): Account[]
  /** The accounts above this one, the root first. */
  ancestorsOf(account: Account): Account[]
  /** With its memberships and, which is assumed, the accounts below it. */
  removeAccount(account: Account): void
  removeMember(id: string): void
  reset(): void
}

/** [D] the default, and the most that can be set. */
export const mostMemberships = 10_000

export function createAccountsState(clock: Clock): AccountsState {
  const accounts: Account[] = []
  const members: AccountMember[] = []
  const memberships: Membership[] = []
  let secret = randomBytes(32)
  const stamped = (): Stamped => {
    const now = new Date(clock.now()).toISOString()
    return { id: randomUUID(), createdAt: now, updatedAt: now }
  }
  const byId = (id: string | null) => accounts.find((account) => account.id === id)

  const state: AccountsState = {
    accounts,
    members,
    memberships,
    membershipLimit: mostMemberships,
    get tokenSecret() {
      return secret
    },
    addAccount: (facts) => add(accounts, { ...stamped(), ...unset, ...facts }),
    addMember: (facts) => add(members, { ...stamped(), ...facts }),
    addMembership: (accountId, memberId) => add(memberships, { ...stamped(), accountId, memberId }),
    accountsOf: (memberId) =>
      memberships
        .filter((one) => one.memberId === memberId)
        .flatMap(({ accountId }) => byId(accountId) ?? []),
    ancestorsOf({ parentId }) {
      const parent = byId(parentId)
      return parent ? [...state.ancestorsOf(parent), parent] : []
    },
    removeAccount(account) {
      remove(accounts, (one) => one === account)
      remove(memberships, ({ accountId }) => accountId === account.id)
      for (const child of accounts.filter(({ parentId }) => parentId === account.id))
        state.removeAccount(child)
    },
    removeMember(id) {
      remove(members, (one) => one.id === id)
      remove(memberships, ({ memberId }) => memberId === id)
    },
    reset() {
      for (const list of [accounts, members, memberships]) list.length = 0
      state.membershipLimit = mostMemberships
      secret = randomBytes(32)
    },
  }
  return state
}

function add<R>(list: R[], record: R): R {
  list.push(record)
  return record
}

const unset = { legalName: null, registrationId: null, externalRef: null, parentId: null }
