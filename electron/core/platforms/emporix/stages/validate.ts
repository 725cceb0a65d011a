import type { Values } from '../../../../../shared/values.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { type StageTools, stage } from '../../../flow/stage.ts'
import { gatherEvidence } from '../../../verdict/gather.ts'
import { judge } from '../../../verdict/ladder.ts'
import { findCustomers } from '../customers.ts'
import { exchangeStatuses } from '../verdict-status.ts'

export const validate = stage({
  id: 'validate',
  title: 'Validate the token',
  explanation:
    "Holds the subject token against the site configuration with the platform's own checks in its own order, before the platform sees it, and predicts its answer.",
  lookAt: 'the first failed check: the platform stops there and answers without naming it.',
  spec: 'Emporix token exchange guide, RFC 7662, RFC 8725',
  needs: ['subjectToken', 'siteConfiguration', 'serviceSession', 'tenant'],
  gives: ['verdict', 'expectedProfile'],
  messages: [
    sent({ label: 'Introspection', party: 'identity-provider' }),
    sent({ label: 'Find customer', party: 'platform' }),
    local('Judge the token'),
  ],
  action: ({ siteConfiguration }) =>
    siteConfiguration?.mode === 'online'
      ? {
          verb: 'Introspect the token at',
          host: URL.parse(siteConfiguration.introspection?.url ?? '')?.host ?? null,
        }
      : { verb: 'Judge the token', host: null },
  show: ({ subjectToken, siteConfiguration: site }) => [
    { name: 'subjectAccessToken', value: subjectToken.token, from: 'subjectToken' },
    { name: 'site configuration', value: site.site, from: 'siteConfiguration' },
    { name: 'mode', value: `${site.mode}: ${site.modeReason}`, from: 'siteConfiguration' },
    ...(['issuer', 'audience', 'tokenClientId'] as const).map((name) => ({
      name: `expected ${{ issuer: 'iss', audience: 'aud', tokenClientId: 'azp' }[name]}`,
      value: site[name]
        ? `${[site[name].value].flat().join(', ')} (${site[name].source})`
        : 'unset',
      from: 'siteConfiguration' as const,
    })),
  ],
  preview: ({ siteConfiguration: { introspection }, subjectToken }) =>
    introspection
      ? [
          {
            label: 'Introspection',
            party: 'identity-provider',
            method: 'POST',
            url: introspection.url,
            headers: [
              ['accept', 'application/json'],
              ['authorization', 'Basic ...'],
              ['content-type', 'application/x-www-form-urlencoded'],
            ],
            body: new URLSearchParams({
              token: subjectToken.token,
              token_type_hint: 'access_token',
            }).toString(),
          },
        ]
      : [],
  async run(input, tools) {
    const { siteConfiguration: configuration } = input
    const { token } = input.subjectToken
    const evidence = await gatherEvidence({
      token,
      configuration,
      fetch: tools.fetch({ label: 'Introspection', party: 'identity-provider' }),
      signal: tools.signal,
    })
    const facts = {
      token,
      configuration,
      evidence,
      now: Math.floor(tools.now() / 1000),
      skew: 0,
      statuses: exchangeStatuses,
    }
    const alone = judge({ ...facts, customer: 'unknown' })
    const customer =
      alone.verdict === 'accepted' ? await lookUp(input, alone.identifier.value, tools) : 'unknown'
    const verdict = judge({ ...facts, customer })
    tools.report(...verdict.checks)
    const { field, value } = verdict.identifier
    const expectedProfile = { email: field === 'EMAIL' ? value : null, source: 'subject token' }
    return { verdict, expectedProfile }
  },
})

/** Whether the shop knows the customer already; `unknown` where we may not read that. */
async function lookUp(
  {
    siteConfiguration,
    serviceSession,
    tenant,
  }: Pick<Values, 'siteConfiguration' | 'serviceSession' | 'tenant'>,
  identifier: string | null,
  tools: StageTools,
): Promise<'found' | 'not-found' | 'unknown'> {
  // No documented query finds a customer by the provider's sub.
  if (siteConfiguration.identifierField.value !== 'EMAIL' || identifier === null) return 'unknown'
  const customers = await findCustomers(tenant, serviceSession, identifier, tools)
  if (customers === null) return 'unknown'
  return customers.length > 0 ? 'found' : 'not-found'
}
