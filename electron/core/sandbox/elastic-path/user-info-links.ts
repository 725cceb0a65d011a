import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type BrokenRule, invalidFields, notFound, unprocessable } from './api-errors.ts'
import { administrator } from './guards.ts'
import { pageOf, paging } from './pages.ts'
import { knownRealm } from './realms.ts'
import type { IdentityLink, User } from './records.ts'
import { remove } from './remove.ts'
import { dataOf, emptyFields, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'
import { knownUser, userPath } from './user-info.ts'

const list = `${userPath}/user-authentication-oidc-profile-info` as const
const one = `${list}/:linkId` as const

/** The identities of a user at identity providers: a login is matched by issuer and subject (section 8). */
export function userInfoLinkRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const admin = administrator(state)
  const realm = knownRealm(state)
  const user = knownUser(state)
  const link = knownLink(state)
  const alone = (c: Context, of: User, shown: IdentityLink, status: 200 | 201 = 200) => {
    const { links, ...data } = linkShape(state, of, shown)
    return c.json({ data, links }, status)
  }
  /** [D] a user counts as changed when an identity is. */
  const touch = (changed: User) => {
    changed.updatedAt = state.now()
  }

  app.get(list, admin, realm, user, paging(state), (c) => {
    const own = state.identityLinks.filter(({ userId }) => userId === c.var.user.id)
    const { data, ...envelope } = pageOf(c, own)
    return c.json({ data: data.map((shown) => linkShape(state, c.var.user, shown)), ...envelope })
  })

  app.post(list, admin, realm, user, async (c) => {
    const data = (await dataOf(c)) ?? {}
    const broken = [...wrongType(data), ...emptyFields(data, names, 'required')]
    if (broken.length > 0) return invalidFields(c, broken)
    const oidcProfileId = text(data['oidc_profile_id'])
    const [issuer, subject] = [text(data['issuer']), text(data['subject'])]
    const { user: owner } = c.var
    const profile = state.profiles.find(({ id }) => id === oidcProfileId)
    if (profile?.realmId !== owner.realmId || holderOf(state, owner.realmId, { issuer, subject }))
      return violated(c)
    const created = state.addIdentityLink({ userId: owner.id, oidcProfileId, issuer, subject })
    touch(owner)
    return alone(c, owner, created, 201)
  })

  app.get(one, admin, realm, user, link, (c) => alone(c, c.var.user, c.var.link))

  app.put(one, admin, realm, user, link, async (c) => {
    const { user: owner, link: known } = c.var
    const data = (await dataOf(c)) ?? {}
    const given = Object.fromEntries(Object.entries(changeable).filter(([name]) => name in data))
    const broken = [...wrongType(data), ...emptyFields(data, given, 'cannot_be_empty')]
    // [C] the service compares it with the id of the user, so that the link's own is refused.
    if ((data['id'] ?? owner.id) !== owner.id) broken.push({ field: 'ID', tag: 'eqfield' })
    if (broken.length > 0) return invalidFields(c, broken)
    const changed = {
      issuer: text(data['issuer']) || known.issuer,
      subject: text(data['subject']) || known.subject,
    }
    const holder = holderOf(state, owner.realmId, changed)
    if (holder !== undefined && holder !== known) return violated(c)
    // [C] `oidc_profile_id` is no member of an update; that it is passed over is assumed.
    Object.assign(known, changed, { updatedAt: state.now() })
    touch(owner)
    return alone(c, owner, known)
  })

  app.delete(one, admin, realm, user, link, (c) => {
    remove(state.identityLinks, (of) => of === c.var.link)
    touch(c.var.user)
    return c.body(null, 204)
  })
  return app
}

/** Which may be changed, unlike the profile. [C] */
const changeable = { issuer: 'Issuer', subject: 'Subject' }

/** [C] all required at creation; how the validator names them, and its tags, are assumed. */
const names = { oidc_profile_id: 'OidcProfileID', ...changeable }

function wrongType(data: RequestData): BrokenRule[] {
  const isRight = data['type'] === 'user_authentication_oidc_profile_info'
  return isRight ? [] : [{ field: 'Type', tag: 'user-authentication-oidc-profile-info-type' }]
}

/** [D] the sample of this service; that it is for a foreign profile and for an identity of somebody is assumed. */
function violated(c: Context) {
  return unprocessable(c, 'Constraint violation')
}

/** The link that already has this identity in the realm. */
function holderOf(
  { users, identityLinks }: ElasticPathState,
  realmId: string,
  { issuer, subject }: Pick<IdentityLink, 'issuer' | 'subject'>,
): IdentityLink | undefined {
  return identityLinks.find(
    (link) =>
      link.issuer === issuer &&
      link.subject === subject &&
      users.some(({ id, realmId: of }) => id === link.userId && of === realmId),
  )
}

/** The link of `:linkId` as `c.var.link`, or 404. */
function knownLink({ identityLinks }: ElasticPathState) {
  return createMiddleware<{ Variables: { link: IdentityLink } }>(async (c, next) => {
    const [userId, linkId] = [c.req.param('userId'), c.req.param('linkId')]
    const link = identityLinks.find((of) => of.id === linkId && of.userId === userId)
    if (link === undefined) return notFound(c)
    c.set('link', link)
    return next()
  })
}

function linkShape({ apiUrl }: ElasticPathState, { realmId }: User, link: IdentityLink) {
  const { id, userId, oidcProfileId, subject, issuer, createdAt, updatedAt } = link
  const user = `${apiUrl}/v2/authentication-realms/${realmId}/user-authentication-info/${userId}`
  return {
    id,
    type: 'user_authentication_oidc_profile_info',
    oidc_profile_id: oidcProfileId,
    subject,
    issuer,
    meta: { created_at: createdAt, updated_at: updatedAt },
    links: { self: `${user}/user-authentication-oidc-profile-info/${id}` },
  }
}
