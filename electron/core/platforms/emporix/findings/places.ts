import type { Facts } from '../../../findings/rule.ts'

/* Where a change is made, in words, and as a path of the connection where it is made in this console. */

/** The platform's document, and the copy of it where the connection stores one. */
export function tokenExchangePlace({ values: { tenant } }: Facts): string {
  return tenant?.tokenExchange === 'live'
    ? `In the tokenExchange document of tenant ${tenant.tenant}`
    : `In the tokenExchange document of tenant ${tenant?.tenant ?? ''} and in the copy of this connection`
}

/** `Site_DE.jwks` as a path of the connection; null where the document is read live. */
export function tokenExchangeSetting({ values: { tenant } }: Facts, source: string): string | null {
  if (!tenant || tenant.tokenExchange === 'live') return null
  // With the members of default at the root there is no such path.
  const [site = ''] = source.split('.')
  const nested = Object.hasOwn(tenant.tokenExchange, site)
  return nested ? `emporix.tokenExchange.${source}` : 'emporix.tokenExchange'
}

/** A tenant setting of the Configuration Service. */
export function tenantSettingPlace({ values: { tenant } }: Facts): string {
  return `In the Configuration Service of tenant ${tenant?.tenant ?? ''}`
}

/** `emporix.ssoCustomerIdentifierField` where the connection itself sets it. */
export function tenantSetting(
  key: 'ssoCustomerIdentifierField' | 'ssoCustomerAutoprovisioningDisabled',
  source: string | undefined,
): string | null {
  return source === 'connection' ? `emporix.${key}` : null
}

/** The member of a configuration of standard SSO: `emporix.sso.configurations[0].redirect_uri`. */
export function ssoSetting({ values: { sso, chosenSso } }: Facts, member: string): string | null {
  const index = sso?.configurations.findIndex(({ name }) => name === chosenSso?.name) ?? -1
  return index === -1 ? null : `emporix.sso.configurations[${index}].${member}`
}

/** What to do after the change, so that a one-time value is not used twice. */
export function again({ flowId, values: { subjectToken } }: Facts): string {
  if (flowId === 'emporix-sso') return 'Then sign in again; a code is good for one attempt.'
  return subjectToken?.kind === 'given'
    ? 'Then start the run again with the same token.'
    : 'Then exchange again; the subject token can be used until it expires.'
}
