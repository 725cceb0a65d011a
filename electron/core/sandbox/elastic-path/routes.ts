import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { isLoopbackUrl } from '../../http/loopback-host.ts'
import { accessTokenRoutes } from './access-token.ts'
import { accountRoutes } from './account-routes.ts'
import { notFound } from './api-errors.ts'
import { brokerLoginRoutes } from './broker-login.ts'
import { brokerProviderRoutes } from './broker-provider.ts'
import { customerTokenRoutes } from './customer-tokens.ts'
import { customerRoutes } from './customers.ts'
import { faultAnswers } from './fault-answers.ts'
import { profileRoutes } from './profiles.ts'
import { rateLimit } from './rate-limit.ts'
import { realmRoutes } from './realms.ts'
import { settingsRoutes } from './settings.ts'
import type { ElasticPathState } from './state.ts'

/** The emulated Elastic Path, with the paths of `https://euwest.api.elasticpath.com`. */
export function elasticPathRoutes(world: {
  state: ElasticPathState
  requestsPerSecond: number
}): Hono {
  const { state, requestsPerSecond } = world
  const app = new Hono()
  // The platform lets storefronts call it from a page; whatever headers the page names are allowed.
  app.use(cors({ origin: (origin) => (isLoopbackUrl(origin) ? origin : null) }))
  app.use(rateLimit(state.requests, requestsPerSecond))
  app.use(faultAnswers(state))
  app.route('/', accessTokenRoutes(state))
  app.route('/', settingsRoutes(state))
  app.route('/', realmRoutes(state))
  app.route('/', profileRoutes(state))
  app.route('/', customerTokenRoutes(state))
  app.route('/', customerRoutes(state))
  app.route('/', accountRoutes(state))
  app.route('/', brokerProviderRoutes(state))
  app.route('/', brokerLoginRoutes(state))
  app.all('*', (c) => notFound(c))
  return app
}
