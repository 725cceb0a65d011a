import { z } from 'zod'
import { sent } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { refused, send } from '../answers.ts'
import { anonymousLogin } from '../requests.ts'

const purpose = { label: 'Anonymous login', party: 'platform' } as const

const answerSchema = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.coerce.number(),
  refresh_token: z.string().nullish(),
  sessionId: z.string().nullish(),
  scope: z.string().nullish(),
})

export const anonymousSession = stage({
  id: 'anonymous-session',
  title: 'Anonymous session',
  explanation:
    'Opens an anonymous storefront session. Its token authorizes the login of the customer, whose session, with the cart, it becomes.',
  lookAt: 'the client id: it must be the storefront client of the tenant, not a service client.',
  spec: 'Emporix Customer Service API, anonymous login',
  needs: ['tenant'],
  gives: ['anonymousSession'],
  tokens: ({ anonymousSession }) => [['anonymous access_token', anonymousSession.accessToken]],
  messages: [sent(purpose)],
  action: ({ tenant }) => ({
    verb: 'Open an anonymous session at',
    host: URL.parse(tenant?.apiUrl ?? '')?.host ?? null,
  }),
  show: ({ tenant }) => [
    { name: 'tenant', value: tenant.tenant, from: 'tenant' },
    { name: 'client_id', value: tenant.storefrontClientId, from: 'tenant' },
  ],
  preview: ({ tenant }) => [{ ...purpose, ...anonymousLogin(tenant) }],
  async run({ tenant }, tools) {
    const answer = await send(anonymousLogin(tenant), purpose, tools)
    const parsed = answerSchema.safeParse(answer.body)
    if (answer.status !== 200 || !parsed.success) {
      const { status, family } = answer
      throw refused(
        'anonymous_session_refused',
        family === 'gateway'
          ? `The gateway refused the anonymous login with ${status}; storefrontClientId ${tenant.storefrontClientId} is wrong, revoked, or a service client.`
          : `The anonymous login of tenant ${tenant.tenant} answers ${status}; check tenant and apiUrl.`,
        answer,
      )
    }
    const { data } = parsed
    const scope = data.scope ?? ''
    const own = scope.split(' ').includes(`tenant=${tenant.tenant}`)
    tools.report(
      check('tenant-in-scope', 'Tenant in scope', own ? 'passed' : 'failed', {
        expected: `tenant=${tenant.tenant}`,
        found: scope,
        source: 'connection, tenant',
        message: own
          ? 'The session belongs to this tenant.'
          : `The scope does not name tenant ${tenant.tenant}; the client id belongs to another tenant.`,
      }),
      check('anonymous-session-id', 'Session id', data.sessionId ? 'passed' : 'warning', {
        expected: 'present',
        found: data.sessionId ? 'present' : 'missing',
        source: 'Emporix Customer Service API',
        message: data.sessionId
          ? 'The session has an id; the customer token should carry the same one.'
          : 'The answer names no sessionId, so the cart cannot be followed.',
      }),
    )
    return {
      anonymousSession: {
        accessToken: data.access_token,
        refreshToken: data.refresh_token ?? null,
        tokenType: data.token_type,
        expiresIn: data.expires_in,
        sessionId: data.sessionId ?? null,
        scope: data.scope ?? null,
        obtainedAt: tools.now(),
      },
    }
  },
})
