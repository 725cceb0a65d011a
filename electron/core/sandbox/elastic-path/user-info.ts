import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { newMember, signInMember } from './account-sign-in.ts'
import { accountTokenHeader, readAccountToken } from './account-token.ts'
import { badRequest, type BrokenRule, forbidden, invalidFields, notFound } from './api-errors.ts'
import { administrator, anyBearer, type BearerVariables } from './guards.ts'
import { type ListRules, selectItems, stampedFilters, stampedSorts } from './list-query.ts'
import { pageOf, paging } from './pages.ts'
import { knownRealm } from './realms.ts'
import type { User } from './records.ts'
import { remove } from './remove.ts'
import { dataOf, emptyFields, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'
import { realmIds } from './store.ts'

const list = '/v2/authentication-realms/:realmId/user-authentication-info'
export const userPath = `${list}/:userId` as const

/** The users of a realm (section 8). In the account realm each is an account member as well. [D] */
export function userInfoRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const realm = knownRealm(state)
  const admin = administrator(state)
  const user = knownUser(state)
  const alone = (c: Context, one: User, status: 200 | 201 = 200) => {
    const { links, ...data } = userShape(state, one)
    return c.json({ data, links }, status)
  }

  app.get(list, admin, realm, paging(state), (c) => {
    const ofRealm = state.users.filter(({ realmId }) => realmId === c.var.realm.id)
    const found = selectItems(c, ofRealm, rules)
    if (typeof found === 'string') return badRequest(c, found)
    const { data, ...envelope } = pageOf(c, found)
    return c.json({ data: data.map((one) => userShape(state, one)), ...envelope })
  })

  app.post(list, admin, realm, async (c) => {
    const data = (await dataOf(c)) ?? {}
    const broken = [...wrongType(data), ...emptyFields(data, names, 'required')]
    if (broken.length > 0) return invalidFields(c, broken)
    const [name, email] = [text(data['name']), text(data['email'])]
    const realmId = c.var.realm.id
    const created = state.addUser({ realmId, name, email, creationStatus: 'COMPLETE' })
    if (realmId === realmIds.account) newMember(state, { id: created.id, name, email })
    return alone(c, created, 201)
  })

  app.get(userPath, ...selfOrAdministrator(state), realm, user, (c) => alone(c, c.var.user))

  app.put(userPath, ...selfOrAdministrator(state), realm, user, async (c) => {
    const { user: known } = c.var
    const data = (await dataOf(c)) ?? {}
    // [C] a partial update, of which the type alone is required.
    const given = Object.fromEntries(Object.entries(names).filter(([name]) => name in data))
    const broken = [...wrongType(data), ...emptyFields(data, given, 'cannot_be_empty')]
    if ((data['id'] ?? known.id) !== known.id) broken.push({ field: 'ID', tag: 'eqfield' })
    if (broken.length > 0) return invalidFields(c, broken)
    const changed = {
      name: text(data['name']) || known.name,
      email: text(data['email']) || known.email,
    }
    Object.assign(known, changed, { updatedAt: state.now() })
    const isMember = state.accounts.members.some(({ id }) => id === known.id)
    if (isMember) signInMember(state, { sub: known.id, ...changed })
    return alone(c, known)
  })

  app.delete(userPath, admin, realm, user, (c) => {
    const { id } = c.var.user
    remove(state.users, (one) => one.id === id)
    remove(state.identityLinks, ({ userId }) => userId === id)
    state.accounts.removeMember(id)
    return c.body(null, 204)
  })
  return app
}

/** [D] required at creation; how the validator names them, and its tags, are assumed. */
const names = { name: 'Name', email: 'Email' }

function wrongType(data: RequestData): BrokenRule[] {
  const isRight = data['type'] === 'user_authentication_info'
  return isRight ? [] : [{ field: 'Type', tag: 'user-authentication-info-type' }]
}

const rules: ListRules<User> = {
  filters: {
    ...stampedFilters,
    email: { operators: ['eq', 'ilike'], read: ({ email }) => email },
    name: { operators: ['eq', 'ilike'], read: ({ name }) => name },
  },
  sorts: stampedSorts,
}

/**
 * [D] with `update_only` a member may change the own record by the account token; that it may then be read as
 * well, and that every other access of a shopper is 403, is assumed.
 */
function selfOrAdministrator(state: ElasticPathState) {
  const self = createMiddleware<{ Variables: BearerVariables }>(async (c, next) => {
    if (c.var.bearer.kind === 'client_credentials') return next()
    const session = await readAccountToken(state, c.req.header(accountTokenHeader))
    const isOwn = session !== null && session.memberId === c.req.param('userId')
    const isAllowed = state.accountSettings.accountMemberSelfManagement === 'update_only'
    return isOwn && isAllowed ? next() : forbidden(c)
  })
  return [anyBearer(state), self] as const
}

/** The user of `:realmId` and `:userId` as `c.var.user`, or 404. */
export function knownUser(state: ElasticPathState) {
  return createMiddleware<{ Variables: { user: User } }>(async (c, next) => {
    const [realmId, userId] = [c.req.param('realmId'), c.req.param('userId')]
    const user = state.users.find((one) => one.realmId === realmId && one.id === userId)
    if (user === undefined) return notFound(c)
    c.set('user', user)
    return next()
  })
}

function userShape({ apiUrl }: ElasticPathState, user: User) {
  const { id, realmId, name, email, creationStatus, createdAt, updatedAt } = user
  return {
    id,
    type: 'user_authentication_info',
    name,
    email,
    meta: { created_at: createdAt, updated_at: updatedAt, creation_status: creationStatus },
    links: {
      self: `${apiUrl}/v2/authentication-realms/${realmId}/user-authentication-info/${id}`,
    },
  }
}
