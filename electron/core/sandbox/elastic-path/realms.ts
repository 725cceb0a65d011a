import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type BrokenRule, invalidFields, notFound } from './api-errors.ts'
import { administrator, anyBearer } from './guards.ts'
import { pageOf, paging } from './pages.ts'
import type { Realm } from './records.ts'
import { dataOf, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'

/**
 * `/v2/authentication-realms` (section 8): read and changed, not created or deleted. Assumed: those are
 * answered 404, as any path that there is not.
 */
export function realmRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const path = '/v2/authentication-realms'

  app.get(path, anyBearer(state), paging(state), (c) => {
    const { data, ...envelope } = pageOf(c, state.realms)
    const items = data.map((realm) => ({ ...asRead(state, realm), links: linksOf(state, realm) }))
    return c.json({ data: items, ...envelope })
  })

  const one = `${path}/:realmId`
  app.get(one, anyBearer(state), knownRealm(state), (c) => c.json(alone(state, c.var.realm)))

  app.put(one, administrator(state), knownRealm(state), async (c) => {
    const { realm } = c.var
    const data = (await dataOf(c)) ?? {}
    const broken = brokenRules(realm, data)
    if (broken.length > 0) return invalidFields(c, broken)
    const { name, redirect_uris: redirectUris, duplicate_email_policy: policy } = data
    if (typeof name === 'string') realm.name = name
    if (areTexts(redirectUris)) realm.redirectUris = [...redirectUris]
    if (typeof policy === 'string') realm.duplicateEmailPolicy = policy.toLowerCase()
    realm.updatedAt = state.now()
    return c.json(alone(state, realm))
  })
  return app
}

/** The realm of `:realmId` as `c.var.realm`, or 404. */
export function knownRealm(state: ElasticPathState) {
  return createMiddleware<{ Variables: { realm: Realm } }>(async (c, next) => {
    const realm = state.realms.find(({ id }) => id === c.req.param('realmId'))
    if (realm === undefined) return notFound(c)
    c.set('realm', realm)
    return next()
  })
}

/** [C] `type` is all that is required, and the pattern of the policy; the names of fields and tags are assumed. */
function brokenRules(realm: Realm, data: RequestData): BrokenRule[] {
  const broken: BrokenRule[] = []
  const must = (holds: boolean, field: string, tag: string) => {
    if (!holds) broken.push({ field, tag })
  }
  const { name, redirect_uris: redirectUris, duplicate_email_policy: policy } = data
  must(data['type'] === 'authentication-realm', 'Type', 'authentication-realm-type')
  must((data['id'] ?? realm.id) === realm.id, 'ID', 'eqfield')
  must(name === undefined || text(name) !== '', 'Name', 'cannot_be_empty')
  must(redirectUris === undefined || areTexts(redirectUris), 'RedirectURIs', 'is_invalid')
  if (areTexts(redirectUris))
    must(redirectUris.every(isRedirectUri), 'RedirectURIs', 'https_or_localhost')
  must(
    policy === undefined || /^(allowed|api_only)$/i.test(text(policy)),
    'DuplicateEmailPolicy',
    'is_invalid',
  )
  return broken
}

/** [D] `https`, or `http` of `localhost` with any port and path; a fragment is never one (RFC 6749 3.1.2). */
function isRedirectUri(uri: string): boolean {
  const url = URL.parse(uri)
  if (url === null || uri.includes('#')) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost')
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function alone(state: ElasticPathState, realm: Realm) {
  return { data: asRead(state, realm), links: linksOf(state, realm) }
}

/** What the realm lists, which is what its broker goes by. */
export function listedRedirectUris(
  { faults }: ElasticPathState,
  { redirectUris }: Realm,
): string[] {
  return faults.shows('redirect-uri-not-allowed')
    ? redirectUris.map((uri) => `${uri}/`)
    : redirectUris
}

function asRead(state: ElasticPathState, realm: Realm) {
  return {
    id: realm.id,
    type: 'authentication-realm',
    name: realm.name,
    redirect_uris: listedRedirectUris(state, realm),
    duplicate_email_policy: realm.duplicateEmailPolicy,
    relationships: { origin: { data: realm.origin } },
    meta: { created_at: realm.createdAt, updated_at: realm.updatedAt },
  }
}

function linksOf({ apiUrl }: ElasticPathState, { id }: Realm) {
  return { self: `${apiUrl}/v2/authentication-realms/${id}` }
}
