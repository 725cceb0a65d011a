import { Hono } from 'hono'
import { accountMemberRoutes } from './account-members.ts'
import { accountTokenRoutes } from './account-tokens.ts'
import { accountsRoutes } from './accounts.ts'
import { membershipSettingsRoutes } from './membership-settings.ts'
import { membershipRoutes } from './memberships.ts'
import type { ElasticPathState } from './state.ts'
import { userInfoLinkRoutes } from './user-info-links.ts'
import { userInfoRoutes } from './user-info.ts'

/** Accounts, members, memberships, the account token, and the users of realms with their identities. */
export function accountRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  app.route('/', accountTokenRoutes(state))
  app.route('/', accountMemberRoutes(state))
  app.route('/', accountsRoutes(state))
  app.route('/', membershipRoutes(state))
  app.route('/', membershipSettingsRoutes(state))
  app.route('/', userInfoRoutes(state))
  app.route('/', userInfoLinkRoutes(state))
  return app
}
