import { compared, fact } from '../../../findings/evidence.ts'
import { atProvider } from '../../../findings/oidc/places.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { again, tenantSetting, tenantSettingPlace } from './places.ts'
import { answerRows, isAboutToken, platformAnswer } from './platform-answer.ts'
import { tokenRuledOut } from './ruled-out.ts'

/* By what the platform knows a person: EMAIL or SUBJECT (emporix.md section 4). */

/** The stages that log the customer in. */
export const loginStages = ['exchange', 'token-exchange']

/** Field, value and settings of the identification; of the SSO flow the connection alone is known. */
export function identification({ values: { verdict, siteConfiguration: site, tenant } }: Facts) {
  const own = tenant?.ssoCustomerIdentifierField ?? null
  const disabled = tenant?.ssoCustomerAutoprovisioningDisabled ?? null
  return {
    field: site?.identifierField ?? {
      value: own ?? 'EMAIL',
      source: own ? 'connection' : 'platform default',
    },
    disabled:
      site?.autoprovisioningDisabled ??
      (disabled === null ? null : { value: disabled, source: 'connection' }),
    value: verdict?.identifier.value ?? null,
  } as const
}

export const emailMissing: Rule = {
  id: 'identifier-email-not-in-token',
  source: 'Emporix failure catalogue 10',
  confidence: 'certain',
  on: { stages: ['validate', 'exchange'], checks: ['identifier'] },
  find(facts) {
    const { siteConfiguration: site, client, tenant, subjectToken } = facts.values
    const check = facts.check('identifier')
    if (!isAboutToken(facts) || !site || !tenant || check?.status !== 'failed') return null
    if (site.identifierField.value !== 'EMAIL') return null
    const scopes = client?.scope.split(' ') ?? []
    const unasked =
      subjectToken?.kind !== 'given' && client !== undefined && !scopes.includes('email')
    return {
      title: `Tenant ${tenant.tenant} identifies customers by EMAIL, and the token has none.`,
      explanation: `${check.message} What the platform answers then is undocumented.`,
      evidence: [
        compared(
          'email',
          { expected: 'present', found: 'missing' },
          site.mode === 'online' ? 'introspection answer' : 'subject token',
        ),
        fact('ssoCustomerIdentifierField', site.identifierField.value, site.identifierField.source),
        ...(client === undefined
          ? []
          : [compared('scope', { expected: 'email', found: client.scope }, 'connection')]),
      ],
      change: {
        where: unasked ? 'In this connection, scope' : atProvider(facts),
        what: unasked
          ? 'ask for the scope email.'
          : 'put the email into access tokens and their introspection, and give the person one.',
        next: 'Then sign in again; this token cannot be mended.',
      },
      setting: unasked ? 'identityProvider.scope' : null,
    }
  },
}

export const subjectForEmailCustomers: Rule = {
  id: 'subject-for-customers-by-email',
  source: 'Emporix failure catalogue 10',
  confidence: 'likely',
  on: { stages: loginStages, statuses: [404, 409], evidence: { family: ['service'] } },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    const { field, value } = identification(facts)
    if (!answer || !tenant || field.value !== 'SUBJECT') return null
    return {
      title: 'Customers are looked up by SUBJECT, and this one was registered by e-mail.',
      explanation:
        'A customer who registered with an e-mail has no id of the provider, so that sub finds nobody. That sub is compared with providerId is assumed.',
      evidence: [
        compared(
          'ssoCustomerIdentifierField',
          { expected: 'EMAIL', found: 'SUBJECT' },
          field.source,
        ),
        ...(value === null ? [] : [fact('sub', value, 'token')]),
        ...answerRows(answer),
        ...tokenRuledOut(facts),
      ],
      change: {
        where: tenantSettingPlace(facts),
        what: 'set ssoCustomerIdentifierField to EMAIL, or give the customers the sub of the provider.',
        next: again(facts),
      },
      setting: tenantSetting('ssoCustomerIdentifierField', field.source),
    }
  },
}

export const identifierRules: readonly Rule[] = [emailMissing, subjectForEmailCustomers]
