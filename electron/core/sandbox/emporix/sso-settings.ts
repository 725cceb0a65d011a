import type { IdentifierField } from '../../../../shared/check.ts'
import type { ConfigurationStore } from './configuration-store.ts'

/** The tenant's two settings of customer SSO. */
export interface SsoSettings {
  ssoCustomerAutoprovisioningDisabled: boolean
  ssoCustomerIdentifierField: IdentifierField
}

/** [DOC] what holds where a key is not set (emporix.md section 4). */
export const defaultSsoSettings: SsoSettings = {
  ssoCustomerAutoprovisioningDisabled: false,
  ssoCustomerIdentifierField: 'EMAIL',
}

/**
 * The settings as they stand in the Configuration Service at this moment, or null when a value is none of the
 * documented ones. Whether they are stored as booleans or as text is unknown, so both are read.
 */
export function readSsoSettings(configurations: ConfigurationStore): SsoSettings | null {
  const read = (key: keyof SsoSettings) => {
    const entry = configurations.find(key)
    return String(entry ? entry.value : defaultSsoSettings[key]).toUpperCase()
  }
  const disabled = read('ssoCustomerAutoprovisioningDisabled')
  const field = read('ssoCustomerIdentifierField')
  if (disabled !== 'TRUE' && disabled !== 'FALSE') return null
  if (field !== 'EMAIL' && field !== 'SUBJECT') return null
  return {
    ssoCustomerAutoprovisioningDisabled: disabled === 'TRUE',
    ssoCustomerIdentifierField: field,
  }
}
