import type { Property } from './configuration-resource.ts'

/* The tenant's two settings of customer sign-in (emporix.md section 4). */

const isTrue = (value: unknown) => value === true || value === 'true'

export const autoprovisioningProperty: Property = {
  key: 'ssoCustomerAutoprovisioningDisabled',
  explanation:
    'Whether somebody whom the platform does not know is turned away at the token exchange (true), or becomes a customer (false, which also holds where the property is not set).',
  template: false,
  // Whether it is stored as a boolean or as text is undocumented, so that both are taken.
  problem: (value) =>
    typeof value === 'boolean' || value === 'true' || value === 'false'
      ? null
      : 'must be true or false',
  warnings(value, former) {
    const off = isTrue(value)
    const warnings = former !== null && value !== null && typeof value !== typeof former
    return [
      ...(warnings ? [otherType] : []),
      off === isTrue(former)
        ? 'For customers nothing changes: the documented default is the same.'
        : off
          ? 'From then on a customer whom the platform does not know is refused with 404.'
          : 'From then on everybody who signs in at the provider becomes a customer.',
    ]
  },
}

const otherType =
  'The platform has it as another type, boolean or text; which one it reads is undocumented.'

export const identifierFieldProperty: Property = {
  key: 'ssoCustomerIdentifierField',
  explanation:
    'By what the platform finds the customer of a token: "EMAIL", which also holds where the property is not set, or "SUBJECT", the sub of the token.',
  template: 'EMAIL',
  problem: (value) =>
    value === 'EMAIL' || value === 'SUBJECT' ? null : 'must be "EMAIL" or "SUBJECT"',
  warnings(value, former) {
    if ((value ?? 'EMAIL') === (former ?? 'EMAIL'))
      return ['For customers nothing changes: the documented default is the same.']
    return value === 'SUBJECT'
      ? [
          'Customers who were registered by e-mail have no sub: with autoprovisioning they are created a second time, without it they are refused with 404.',
        ]
      : [
          'Customers are found by e-mail from then on: a token without one is of no use, and an address that the provider did not verify may be that of somebody else.',
        ]
  },
}
