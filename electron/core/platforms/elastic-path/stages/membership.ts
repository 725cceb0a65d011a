import { FlowError } from '../../../failure.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { check, type StageTools, stage } from '../../../flow/stage.ts'
import type { Values } from '../../../../../shared/values.ts'
import {
  administratorPurpose,
  administratorToken,
  createMembership,
  readAccounts,
  readUnassigned,
  type StoreRecord,
} from '../administration.ts'
import {
  accountQuestion,
  type Assignment,
  assignedCheck,
  candidates,
  leave,
  listedCheck,
  memberQuestion,
  noAccounts,
  reasonToSkip,
} from '../assignment.ts'
import { hostOf } from '../host.ts'
import * as requests from '../requests.ts'

export const membership = stage({
  id: 'membership',
  title: 'Assign a member',
  explanation:
    'Where the member belongs to no account, or the connection asks for it, offers to assign a member. That is a write to the store, by an administrator: nothing is written before you choose who and where, each time anew.',
  lookAt:
    'the order of things: the member exists only after the first sign-in, and the code is spent by then. So it is sign in, be assigned, sign in again.',
  spec: 'Elastic Path, create an account membership',
  needs: ['store', 'accountLogin'],
  gives: ['membership'],
  retryFrom: 'pkce',
  messages: [
    sent(administratorPurpose, 'Administrator token'),
    sent({ label: 'Accounts', party: 'platform' }),
    sent({ label: 'Unassigned members', party: 'platform' }),
    sent({ label: 'Membership', party: 'platform' }),
    local('Check membership'),
  ],
  action: (values) => {
    const { store, accountLogin } = values
    return store && accountLogin && reasonToSkip(store, accountLogin.accounts.length) === null
      ? { verb: 'Read the accounts from', host: hostOf(store) }
      : { verb: 'Leave the memberships', host: null }
  },
  show: ({ store, accountLogin }) => [
    { name: 'member', value: accountLogin.memberId ?? 'unknown', from: 'accountLogin' },
    { name: 'accounts', value: String(accountLogin.accounts.length), from: 'accountLogin' },
    { name: 'membership', value: store.membership, from: 'store' },
    {
      name: 'administrator',
      value: store.clientSecret === null ? 'no clientSecret' : 'client_credentials',
      from: 'store',
    },
  ],
  preview: ({ store, accountLogin }) =>
    reasonToSkip(store, accountLogin.accounts.length) === null && store.clientSecret !== null
      ? [{ ...administratorPurpose, ...requests.accessToken(store, 'client_credentials') }]
      : [],
  async run(values, tools) {
    const { accountLogin } = values
    const hasToken = accountLogin.accounts.length > 0
    const assignment = await assignUnless(hasToken, values, tools)
    if (!hasToken) throw noAccounts(assignment, accountLogin.memberId)
    const { outcome, account, member } = assignment
    return {
      membership: {
        outcome: outcome === 'existed' ? 'not-needed' : outcome,
        accountId: account?.id ?? null,
        memberId: member?.id ?? null,
      },
    }
  },
})

type Needed = Pick<Values, 'store' | 'accountLogin'>

const left: Assignment = { outcome: 'left', account: null, member: null }

/** A refusal stops a member without a token; with one the run goes on, and says what was refused. */
async function assignUnless(
  hasToken: boolean,
  values: Needed,
  tools: StageTools,
): Promise<Assignment> {
  try {
    return await assign(values, tools)
  } catch (thrown) {
    if (!(thrown instanceof FlowError) || thrown.code === 'cancelled' || !hasToken) throw thrown
    tools.report(
      check('membership', 'Membership', 'failed', {
        expected: 201,
        found: thrown.code,
        source: 'Elastic Path, create an account membership',
        message: `${thrown.message} The token of the sign-in is good all the same.`,
      }),
    )
    return left
  }
}

async function assign(values: Needed, tools: StageTools): Promise<Assignment> {
  const { store, accountLogin } = values
  const reason = reasonToSkip(store, accountLogin.accounts.length)
  if (reason !== null) {
    tools.report(
      check('membership', 'Membership', 'skipped', {
        found: store.membership,
        source: 'connection, membership',
        message: reason,
      }),
    )
    return { ...left, outcome: 'not-needed' }
  }
  if (store.clientSecret === null) {
    tools.report(noSecretCheck)
    return left
  }
  const bearer = await administratorToken(store, tools)
  const account = await askForAccount(store, bearer, tools)
  const member = account && (await askForMember(values, { bearer, account }, tools))
  if (!account || !member) {
    tools.report(leftCheck)
    return left
  }
  const ids = { bearer, accountId: account.id, memberId: member.id }
  const { status, existed } = await createMembership(store, ids, tools)
  const assignment: Assignment = { outcome: existed ? 'existed' : 'created', account, member }
  tools.report(assignedCheck(assignment, status))
  return assignment
}

const leftCheck = check('membership', 'Membership', 'skipped', {
  source: 'the choice of the person',
  message: 'Nobody was assigned, and nothing was written.',
})

const noSecretCheck = check('administrator', 'Administrator', 'warning', {
  expected: 'a clientSecret',
  source: 'connection, clientSecret',
  message:
    'The connection has no clientSecret, and only a client_credentials token may assign members: add the secret of the application key, or assign the member in the administration of the platform.',
})

async function askForAccount(
  store: Values['store'],
  bearer: string,
  tools: StageTools,
): Promise<StoreRecord | null> {
  const list = await readAccounts(store, bearer, tools)
  tools.report(listedCheck('accounts', list))
  if (list.items.length === 0) return null
  const id = await tools.choose(accountQuestion(list))
  return list.items.find((account) => account.id === id) ?? null
}

/** The answer to this question is the consent to the write. */
async function askForMember(
  { store, accountLogin: { memberId } }: Needed,
  { bearer, account }: { bearer: string; account: StoreRecord },
  tools: StageTools,
): Promise<StoreRecord | null> {
  const list = await readUnassigned(store, { bearer, accountId: account.id }, tools)
  tools.report(listedCheck('members', list))
  const members = candidates(list, memberId)
  if (members.length === 0) return null
  const id = await tools.choose(memberQuestion(store, account, { members, signedIn: memberId }))
  return id === leave ? null : (members.find((member) => member.id === id) ?? null)
}
