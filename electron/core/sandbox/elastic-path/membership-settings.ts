import { Hono } from 'hono'
import { mostMemberships } from './accounts-state.ts'
import { badRequest, invalidFields } from './api-errors.ts'
import { administrator } from './guards.ts'
import { dataOf } from './request-data.ts'
import type { ElasticPathState } from './state.ts'

const type = 'account_membership_setting'

/** `/v2/settings/account-membership`: how many accounts a member may be brought to. [D] */
export function membershipSettingsRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const path = '/v2/settings/account-membership'
  const shown = () => ({ data: { type, membership_limit: state.accounts.membershipLimit } })

  app.get(path, administrator(state), (c) => c.json(shown()))

  app.put(path, administrator(state), async (c) => {
    const data = (await dataOf(c)) ?? {}
    // Assumed, as the tag for memberships is spelled.
    if (data['type'] !== type)
      return invalidFields(c, [{ field: 'Type', tag: 'account-membership-setting-type' }])
    const limit = data['membership_limit'] ?? state.accounts.membershipLimit
    // Assumed, but for the range and the 400.
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0)
      return badRequest(c, "Validation failed: field 'MembershipLimit' on the 'min' tag.")
    if (limit > mostMemberships)
      return badRequest(c, "Validation failed: field 'MembershipLimit' on the 'max' tag.")
    state.accounts.membershipLimit = limit
    return c.json(shown())
  })
  return app
}
