import { type Context, Hono } from 'hono'
import { accountReader, knownAccount } from './account-reader.ts'
import { accountShape, alone } from './account-shape.ts'
import type { Account } from './accounts-state.ts'
import { badRequest, conflict, invalidFields, notFound } from './api-errors.ts'
import { administrator } from './guards.ts'
import { type ListRules, selectItems, stampedFilters, stampedSorts } from './list-query.ts'
import { pageOf, paging } from './pages.ts'
import { dataOf, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'

/** `/v2/accounts`: a member reads the account of the token, an administrator does everything. */
export function accountsRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const { accounts } = state
  const one = '/v2/accounts/:accountId'

  app.get('/v2/accounts', ...accountReader(state), paging(state), (c) => {
    const { reader } = c.var
    const readable = accounts.accounts.filter(({ id }) => !reader || reader.accountId === id)
    const found = selectItems(c, readable, rules)
    if (typeof found === 'string') return badRequest(c, found)
    const { data, ...envelope } = pageOf(c, found)
    return c.json({ data: data.map((account) => accountShape(state, account)), ...envelope })
  })

  app.post('/v2/accounts', administrator(state), async (c) => {
    const data = (await dataOf(c)) ?? {}
    const refusal = refused(c, state, { data, account: null })
    if (refusal) return refusal
    const parentId = text(data['parent_id']) || null
    if (parentId !== null && !accounts.accounts.some(({ id }) => id === parentId))
      return notFound(c, 'account not found')
    const account = accounts.addAccount({ ...written(data), name: text(data['name']), parentId })
    return c.json(alone(accountShape(state, account)), 201)
  })

  app.get(one, ...accountReader(state), knownAccount(state), (c) =>
    c.json(alone(accountShape(state, c.var.account))),
  )

  app.put(one, administrator(state), knownAccount(state), async (c) => {
    const { account } = c.var
    const data = (await dataOf(c)) ?? {}
    const refusal = refused(c, state, { data, account })
    if (refusal) return refusal
    // [D] the parent cannot be changed; that it is passed over is assumed.
    Object.assign(account, written(data), { updatedAt: state.now() })
    return c.json(alone(accountShape(state, account)))
  })

  app.delete(one, administrator(state), knownAccount(state), (c) => {
    accounts.removeAccount(c.var.account)
    return c.body(null, 204)
  })
  return app
}

/** [D] the attributes that the specification lists, but for the tags. */
const rules: ListRules<Account> = {
  filters: {
    ...stampedFilters,
    id: { operators: ['lt', 'le', 'eq', 'gt', 'ge'], read: ({ id }) => id },
    name: { operators: ['eq', 'like'], read: ({ name }) => name },
    legal_name: { operators: ['eq', 'like'], read: ({ legalName }) => legalName },
    registration_id: { operators: ['eq', 'like'], read: ({ registrationId }) => registrationId },
    external_ref: { operators: ['eq', 'like'], read: ({ externalRef }) => externalRef },
  },
  sorts: { ...stampedSorts, name: ({ name }) => name },
}

/** The members that a body has; an update leaves the others as they are. */
function written(data: RequestData): Partial<Account> {
  const nullable = (member: string) => text(data[member]) || null
  return {
    ...('name' in data && { name: text(data['name']) }),
    ...('legal_name' in data && { legalName: nullable('legal_name') }),
    ...('registration_id' in data && { registrationId: nullable('registration_id') }),
    ...('external_ref' in data && { externalRef: nullable('external_ref') }),
  }
}

/**
 * [D] a name is needed (400, not 422), and a registration id is unique; the tag of the type and the text of the
 * conflict are assumed. `account` is null for one that is about to be made.
 */
function refused(
  c: Context,
  { accounts }: ElasticPathState,
  { data, account }: { data: RequestData; account: Account | null },
) {
  if (data['type'] !== 'account') return invalidFields(c, [{ field: 'Type', tag: 'account-type' }])
  if ((account === null || 'name' in data) && text(data['name']) === '')
    return badRequest(c, "Validation failed: field 'Name' on the 'min' tag.")
  const { registrationId } = written(data)
  const taken = accounts.accounts.some(
    (other) => other !== account && other.registrationId === registrationId,
  )
  if (registrationId && taken)
    return conflict(c, 'account with the given registration id already exists')
  return null
}
