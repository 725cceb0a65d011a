import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { accountReader, knownAccount, knownMember } from './account-reader.ts'
import { accountShape, alone, memberShape, membershipShape } from './account-shape.ts'
import type { AccountMember, Membership } from './accounts-state.ts'
import {
  badRequest,
  conflict,
  invalidFields,
  membershipExists,
  membershipLimit,
  notFound,
} from './api-errors.ts'
import { administrator } from './guards.ts'
import { type ListRules, selectItems, stampedSorts } from './list-query.ts'
import { pageOf, paging } from './pages.ts'
import { remove } from './remove.ts'
import { dataOf, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'

const list = '/v2/accounts/:accountId/account-memberships'

/** Who belongs to which account (elastic-path.md section 5.3). */
export function membershipRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const { accounts } = state
  const reader = accountReader(state)
  const admin = administrator(state)
  const account = knownAccount(state)

  app.get(list, ...reader, account, paging(state), (c) => {
    // Assumed: a member does not see who else belongs to the account.
    const own = c.var.reader?.memberId
    const readable = accounts.memberships.filter(
      ({ accountId, memberId }) =>
        accountId === c.var.account.id && (own === undefined || own === memberId),
    )
    const found = selectItems(c, readable, rules)
    if (typeof found === 'string') return badRequest(c, found)
    const { data, ...envelope } = pageOf(c, found)
    const items = data.map((one) => ({
      ...membershipShape(state, one, 'account'),
      account_member_id: one.memberId,
    }))
    const members = data.flatMap(
      (one) => accounts.members.find(({ id }) => id === one.memberId) ?? [],
    )
    return c.json({
      data: items,
      ...(includes(c, 'account_member') && {
        included: { account_members: members.map((member) => memberShape(state, member)) },
      }),
      ...envelope,
    })
  })

  app.post(list, admin, account, async (c) => {
    const data = (await dataOf(c)) ?? {}
    if (data['type'] !== 'account_membership')
      return invalidFields(c, [{ field: 'Type', tag: 'account-membership-type' }])
    const memberId = text(data['account_member_id'])
    const member = accounts.members.find(({ id }) => id === memberId)
    if (member === undefined) return notFound(c)
    return create(c, state, { accountId: c.var.account.id, memberId })
  })

  app.get(`${list}/unassigned-account-members`, admin, account, paging(state), (c) => {
    const assigned = accounts.memberships
      .filter(({ accountId }) => accountId === c.var.account.id)
      .map(({ memberId }) => memberId)
    const others = accounts.members.filter(({ id }) => !assigned.includes(id))
    const found = selectItems(c, others, memberRules)
    if (typeof found === 'string') return badRequest(c, found)
    const { data, ...envelope } = pageOf(c, found)
    return c.json({ data: data.map((member) => memberShape(state, member)), ...envelope })
  })

  const one = `${list}/:membershipId`
  const known = knownMembership(state)
  app.get(one, admin, account, known, (c) =>
    c.json(alone(membershipShape(state, c.var.membership, 'account'))),
  )
  app.delete(one, admin, account, known, (c) => {
    remove(accounts.memberships, (membership) => membership === c.var.membership)
    return c.body(null, 204)
  })

  const ofMember = '/v2/account-members/:memberId/account-memberships'
  app.get(ofMember, ...reader, knownMember(state), paging(state), (c) => {
    const own = accounts.memberships.filter(({ memberId }) => memberId === c.var.member.id)
    const found = selectItems(c, own, rules)
    if (typeof found === 'string') return badRequest(c, found)
    const { data, ...envelope } = pageOf(c, found)
    const items = data.map((membership) => membershipShape(state, membership, 'account_member'))
    const named = data.flatMap(
      (of) => accounts.accounts.find(({ id }) => id === of.accountId) ?? [],
    )
    return c.json({
      data: items,
      ...(includes(c, 'account') && {
        included: { accounts: named.map((shown) => accountShape(state, shown)) },
      }),
      ...envelope,
    })
  })
  return app
}

/** [D] memberships of one account. */
const mostMembers = 1000

/** [C] the conflict and the limit of an account; that the limit of a member is answered alike is assumed. */
function create(
  c: Context,
  state: ElasticPathState,
  pair: { accountId: string; memberId: string },
) {
  const { accounts } = state
  const { accountId, memberId } = pair
  const ofAccount = accounts.memberships.filter((one) => one.accountId === accountId)
  if (ofAccount.some((one) => one.memberId === memberId)) return conflict(c, membershipExists)
  if (ofAccount.length >= mostMembers) return badRequest(c, membershipLimit)
  if (accounts.accountsOf(memberId).length >= accounts.membershipLimit)
    return badRequest(
      c,
      'the number of account memberships with a particular account member exceeds the limit',
    )
  const membership = accounts.addMembership(accountId, memberId)
  return c.json(alone(membershipShape(state, membership, 'account')), 201)
}

const rules: ListRules<Membership> = {
  filters: { account_member_id: { operators: ['eq', 'like'], read: ({ memberId }) => memberId } },
  sorts: stampedSorts,
}

const memberRules: ListRules<AccountMember> = {
  filters: {
    email: { operators: ['eq', 'like'], read: ({ email }) => email },
    name: { operators: ['eq', 'like'], read: ({ name }) => name },
  },
  sorts: stampedSorts,
}

/** [D] the singular; [C] the SDK's types spell it as the plural that the answer has. */
function includes(c: Context, what: 'account' | 'account_member'): boolean {
  const asked = c.req.query('include')?.split(',') ?? []
  return asked.includes(what) || asked.includes(`${what}s`)
}

/** The membership of `:membershipId` in the account as `c.var.membership`, or 404. */
function knownMembership({ accounts }: ElasticPathState) {
  return createMiddleware<{ Variables: { membership: Membership } }>(async (c, next) => {
    const [accountId, id] = [c.req.param('accountId'), c.req.param('membershipId')]
    const membership = accounts.memberships.find(
      (one) => one.accountId === accountId && one.id === id,
    )
    if (membership === undefined) return notFound(c)
    c.set('membership', membership)
    return next()
  })
}
