import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type BrokenRule, invalidFields, notFound, unprocessable } from './api-errors.ts'
import { readDiscovery } from './discovery.ts'
import { administrator, anyBearer } from './guards.ts'
import { pageOf, paging } from './pages.ts'
import { profileAsRead, profileLinks } from './profile-shape.ts'
import { knownRealm } from './realms.ts'
import type { OidcProfile } from './records.ts'
import { dataOf, emptyFields, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'

const list = '/v2/authentication-realms/:realmId/oidc-profiles'
const one = `${list}/:profileId`

/** The identity providers of a realm (elastic-path.md section 4.2). */
export function profileRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const realm = knownRealm(state)
  const shown = (profile: OidcProfile) => ({
    data: profileAsRead(profile),
    links: profileLinks(state, profile),
  })

  for (const path of [list, `${list}/`])
    app.get(path, anyBearer(state), realm, paging(state), (c) => {
      const ofRealm = state.profiles.filter(
        ({ realmId }) => realmId === c.var.realm.id && !state.faults.shows('no-profiles'),
      )
      const { data, ...envelope } = pageOf(c, ofRealm)
      // [D] in a list the links are inside each item, alone they are beside it.
      const items = data.map((profile) => ({
        ...profileAsRead(profile),
        links: profileLinks(state, profile),
      }))
      return c.json({ data: items, ...envelope })
    })

  for (const path of [list, `${list}/`])
    app.post(path, administrator(state), realm, async (c) => {
      const data = (await dataOf(c)) ?? {}
      const broken = [...wrongType(data), ...emptyFields(data, names, 'required')]
      if (broken.length > 0) return invalidFields(c, broken)
      const discoveryUrl = text(data['discovery_url'])
      const discovery = await readDiscovery(discoveryUrl)
      if ('problem' in discovery) return unprocessable(c, discovery.problem)
      const profile = state.addProfile({
        realmId: c.var.realm.id,
        name: text(data['name']),
        discoveryUrl,
        clientId: text(data['client_id']),
        clientSecret: text(data['client_secret']),
        issuer: discovery.server.issuer,
      })
      return c.json(shown(profile), 201)
    })

  const known = knownProfile(state)
  app.get(one, anyBearer(state), realm, known, (c) => c.json(shown(c.var.profile)))

  app.put(one, administrator(state), realm, known, async (c) => {
    const { profile } = c.var
    const data = (await dataOf(c)) ?? {}
    const given = Object.fromEntries(Object.entries(names).filter(([name]) => name in data))
    const broken = [...wrongType(data), ...emptyFields(data, given, 'cannot_be_empty')]
    if ((data['id'] ?? profile.id) !== profile.id) broken.push({ field: 'ID', tag: 'eqfield' })
    if (broken.length > 0) return invalidFields(c, broken)
    const changed = {
      name: text(data['name']) || profile.name,
      discoveryUrl: text(data['discovery_url']) || profile.discoveryUrl,
      clientId: text(data['client_id']) || profile.clientId,
      clientSecret: text(data['client_secret']) || profile.clientSecret,
    }
    const discovery = await readDiscovery(changed.discoveryUrl)
    if ('problem' in discovery) return unprocessable(c, discovery.problem)
    const { issuer } = discovery.server
    return c.json(shown(Object.assign(profile, changed, { issuer, updatedAt: state.now() })))
  })

  app.delete(one, administrator(state), realm, known, (c) => {
    state.profiles.splice(state.profiles.indexOf(c.var.profile), 1)
    return c.body(null, 204)
  })
  return app
}

/** [C] required at creation though the specification lists `type` and `name` alone; spelling and tag are assumed. */
const names = {
  name: 'Name',
  discovery_url: 'DiscoveryURL',
  client_id: 'ClientID',
  client_secret: 'ClientSecret',
}

function wrongType(data: RequestData): BrokenRule[] {
  return data['type'] === 'oidc-profile' ? [] : [{ field: 'Type', tag: 'oidc-profile-type' }]
}

/** The profile of `:realmId` and `:profileId` as `c.var.profile`, or 404. */
function knownProfile(state: ElasticPathState) {
  return createMiddleware<{ Variables: { profile: OidcProfile } }>(async (c, next) => {
    const profile = state.profiles.find(
      ({ realmId, id }) => realmId === c.req.param('realmId') && id === c.req.param('profileId'),
    )
    if (profile === undefined) return notFound(c)
    c.set('profile', profile)
    return next()
  })
}
