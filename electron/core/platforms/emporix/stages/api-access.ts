import { z } from 'zod'
import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { sent } from '../../../flow/planned-rows.ts'
import { check, type StageTools, stage } from '../../../flow/stage.ts'
import { refused, send } from '../answers.ts'
import * as requests from '../requests.ts'

const profileSchema = z.looseObject({
  customerNumber: z.string(),
  contactEmail: z.string().nullish(),
})
const validitySchema = z.looseObject({
  sessionId: z.string().nullish(),
  email: z.string().nullish(),
  scope: z.string().nullish(),
})

/** What `/me` answers to an anonymous token: a 200 all the same (emporix.md 5.3). */
const anonymousNumber = '00000000'

const profileRead = { label: 'Customer profile', party: 'platform' } as const
const tokenCheck = { label: 'Validate token', party: 'platform' } as const

export const apiAccess = stage({
  id: 'api-access',
  title: 'Call the API',
  explanation:
    'Uses the customer token as a storefront would: reads the profile and lets the platform validate the token.',
  lookAt: `\`customerNumber\`: a 200 with \`${anonymousNumber}\` is still the anonymous session, not the customer.`,
  spec: 'Emporix Customer Service API, me and validateauthtoken',
  needs: ['tenant', 'customerToken', 'expectedProfile', 'anonymousSession'],
  gives: ['profile'],
  messages: [sent(profileRead), sent(tokenCheck)],
  spends: ({ tenant, customerToken: { access_token, refresh_token } }) => [
    ...(tenant.refreshAfterwards && refresh_token
      ? [used('The refresh token', refresh_token, 'it is reported to rotate with each use')]
      : []),
    ...(tenant.logoutAfterwards
      ? [used('The customer token', access_token, 'it was logged out there')]
      : []),
  ],
  action: ({ tenant }) => ({
    verb: 'Read the customer profile from',
    host: URL.parse(tenant?.apiUrl ?? '')?.host ?? null,
  }),
  show: ({ customerToken, expectedProfile }) => [
    { name: 'Authorization', value: `Bearer ${customerToken.access_token}`, from: 'customerToken' },
    { name: 'e-mail', value: expectedProfile.email ?? 'none', from: 'expectedProfile' },
  ],
  preview: ({ tenant, customerToken }) => [
    { ...profileRead, ...requests.readProfile(tenant, customerToken.access_token) },
    { ...tokenCheck, ...requests.validateCustomerToken(tenant, customerToken.access_token) },
  ],
  async run(values, tools) {
    const { tenant, customerToken, expectedProfile } = values
    const bearer = customerToken.access_token
    const answer = await send(requests.readProfile(tenant, bearer), profileRead, tools)
    const profile = profileSchema.safeParse(answer.body)
    if (answer.status !== 200 || !profile.success) {
      throw refused('platform_refused', `The profile answers ${answer.status}.`, answer)
    }
    tools.report(...profileChecks(profile.data, expectedProfile))
    await checkToken(values, tools)
    if (tenant.refreshAfterwards) await refresh(values, tools)
    if (tenant.logoutAfterwards) await logOut(values, tools)
    const { customerNumber, contactEmail } = profile.data
    return { profile: { customerNumber, email: contactEmail ?? null } }
  },
})

/** The exchange gives a new one of both. */
const used = (what: string, value: string, why: string) =>
  ({ what, value, why, from: 'customerToken' }) as const

type Needed = Pick<Values, 'tenant' | 'customerToken' | 'anonymousSession'>

function profileChecks(
  profile: z.infer<typeof profileSchema>,
  { email: expected, source }: Values['expectedProfile'],
): Check[] {
  const isCustomer = profile.customerNumber !== anonymousNumber
  const same =
    expected === null ? null : profile.contactEmail?.toLowerCase() === expected.toLowerCase()
  return [
    check('customer-number', 'Customer number', isCustomer ? 'passed' : 'failed', {
      expected: `not ${anonymousNumber}`,
      found: profile.customerNumber,
      source: 'Emporix Customer Service API',
      message: isCustomer
        ? `The token is good for customer ${profile.customerNumber}.`
        : 'The profile is that of the anonymous session: the login gave no customer.',
    }),
    check('profile-email', 'E-mail', same === null ? 'skipped' : same ? 'passed' : 'failed', {
      expected,
      found: profile.contactEmail ?? null,
      source,
      message:
        same === null
          ? 'Nobody is identified by an e-mail here, so that of the profile proves nothing.'
          : same
            ? `The profile has the e-mail of the ${source}.`
            : `The profile has another e-mail than the ${source}.`,
    }),
  ]
}

async function checkToken({ tenant, customerToken, anonymousSession }: Needed, tools: StageTools) {
  const answer = await send(
    requests.validateCustomerToken(tenant, customerToken.access_token),
    tokenCheck,
    tools,
  )
  const validity = validitySchema.safeParse(answer.body)
  if (answer.status !== 200 || !validity.success) {
    throw refused('platform_refused', `validateauthtoken answers ${answer.status}.`, answer)
  }
  const { sessionId } = validity.data
  const same = sessionId === anonymousSession.sessionId
  tools.report(
    check('token-valid', 'Customer token', 'passed', {
      expected: 200,
      found: 200,
      source: 'Emporix Customer Service API',
      message: 'The platform calls its own token valid.',
    }),
    check('token-session', 'Session of the token', same ? 'passed' : 'warning', {
      expected: anonymousSession.sessionId,
      found: sessionId ?? null,
      source: 'stage anonymous-session',
      message: same
        ? 'The token works in the anonymous session.'
        : 'The token works in another session than the anonymous one.',
    }),
  )
}

async function refresh({ tenant, customerToken, anonymousSession }: Needed, tools: StageTools) {
  const answer = await send(
    requests.refreshCustomerToken(
      tenant,
      anonymousSession.accessToken,
      customerToken.refresh_token ?? '',
    ),
    { label: 'Refresh', party: 'platform' },
    tools,
  )
  tools.report(
    check('refresh', 'Refresh', answer.status === 200 ? 'passed' : 'failed', {
      expected: 200,
      found: answer.status,
      source: 'connection, refreshAfterwards',
      message:
        answer.status === 200
          ? 'The refresh token gives a new access token; the saas token is not renewed.'
          : `The refresh answers ${answer.status}${answer.said ? `: ${answer.said}` : ''}.`,
    }),
  )
}

async function logOut({ tenant, customerToken }: Needed, tools: StageTools) {
  const answer = await send(
    requests.logout(tenant, customerToken.access_token),
    { label: 'Logout', party: 'platform' },
    tools,
  )
  tools.report(
    check('logout', 'Logout', answer.status === 204 ? 'passed' : 'failed', {
      expected: 204,
      found: answer.status,
      source: 'connection, logoutAfterwards',
      message:
        answer.status === 204
          ? 'The session is ended.'
          : `The logout answers ${answer.status}${answer.said ? `: ${answer.said}` : ''}.`,
    }),
  )
}
