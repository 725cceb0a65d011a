import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { isLoopbackUrl } from '../../http/loopback-host.ts'
import { urlLimit } from '../../platforms/emporix/requests.ts'
import type { Clock } from '../../ports.ts'
import type { FaultSwitches } from '../faults/switches.ts'
import type { SandboxSsoConfiguration } from '../sso.ts'
import type { State } from '../state.ts'
import { anonymousRoutes } from './anonymous.ts'
import { configurationRoutes } from './configuration.ts'
import { customerRoutes } from './customer.ts'
import { customerSearchRoutes } from './customers.ts'
import { errorMessage } from './error-message.ts'
import { exchangeRoutes } from './exchange.ts'
import { faultyState } from './faulty-state.ts'
import { gatewayFault } from './gateway-fault.ts'
import { serviceTokenRoutes } from './service-token.ts'
import { showFaults } from './show-faults.ts'
import { siteRoutes } from './site.ts'
import { socialLoginRoutes } from './social-login.ts'

/** The emulated Emporix, with the paths of `https://api.emporix.io`. */
export function emporixRoutes(world: {
  state: State
  sso: readonly SandboxSsoConfiguration[]
  clock: Clock
  faults: Pick<FaultSwitches, 'shows'>
}): Hono {
  const { sso, clock, faults } = world
  const state = faultyState(world.state, faults)
  const app = new Hono()
  // The platform lets storefronts call it from a page; here only pages of this machine are storefronts.
  app.use(cors({ origin: (origin) => (isLoopbackUrl(origin) ? origin : null) }))
  app.use(showFaults(faults))
  app.use(async (c, next) => {
    // The token travels in the URL, so a fat one meets the documented limit of 10 KB (section 3.1).
    return c.req.url.length > urlLimit ? gatewayFault(c, 'urlTooLong') : next()
  })
  app.route('/', anonymousRoutes(state))
  app.route('/', serviceTokenRoutes(state))
  app.route('/', configurationRoutes(state))
  app.route('/', siteRoutes(state))
  app.route('/', customerSearchRoutes(state))
  app.route('/', exchangeRoutes(state, clock))
  app.route('/', socialLoginRoutes(state, sso, clock))
  app.route('/', customerRoutes(state))
  app.all('*', (c) =>
    errorMessage(c, 404, { type: 'not_found', message: `${c.req.method} is not emulated here.` }),
  )
  return app
}
