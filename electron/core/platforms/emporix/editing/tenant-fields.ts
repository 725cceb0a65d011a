import type { FieldWords } from '../../form-fields.ts'

export const platformWords: Record<string, FieldWords> = {
  name: { label: 'Name', help: 'What the connection is called in lists.', kind: 'text' },
  'emporix.apiUrl': {
    label: 'API address',
    help: 'The host of the API; another one than the default only for a stage or the sandbox.',
    kind: 'url',
  },
  'emporix.tenant': {
    label: 'Tenant',
    help: '3 to 16 lower-case letters and digits, as in the addresses of the API.',
    kind: 'text',
  },
  'emporix.storefrontClientId': {
    label: 'Storefront client id',
    help: 'The Storefront API client of the Developer Portal, for the anonymous session.',
    kind: 'text',
  },
  'emporix.serviceClient.clientId': {
    label: 'Service client id',
    help: 'Reads the live configuration and customers; without it those checks say unknown.',
    kind: 'text',
  },
  'emporix.serviceClient.clientSecret': {
    label: 'Service client secret',
    help: 'Sealed when the connection is saved.',
    kind: 'secret',
  },
}

export const exchangeWords: Record<string, FieldWords> = {
  'emporix.tokenExchange': {
    label: 'tokenExchange',
    help: 'The document with default and the site configurations, or "live" to read it from the Configuration Service.',
    kind: 'json',
  },
  'emporix.siteEntry': {
    label: 'A site entry',
    help: 'Undocumented: whether an entry is laid over default or stands alone.',
    kind: 'choice',
    options: { merges: 'is laid over default', replaces: 'stands alone' },
  },
  'emporix.unknownConfig': {
    label: 'An unknown config',
    help: 'The API reference says 400, an older text that default is used.',
    kind: 'choice',
    options: { reject: 'is refused with 400', default: 'takes default' },
  },
  'emporix.subjectToken': {
    label: 'Token to exchange',
    help: 'Which token of the provider is handed over as subjectAccessToken.',
    kind: 'choice',
    options: { access_token: 'access_token', id_token: 'id_token' },
  },
  'emporix.refreshAfterwards': {
    label: 'Refresh afterwards',
    help: 'Whether the customer token is renewed once at the end of a run.',
    kind: 'switch',
  },
  'emporix.logoutAfterwards': {
    label: 'Log out afterwards',
    help: 'Whether the session of the customer is ended at the end of a run.',
    kind: 'switch',
  },
}

export const customerWords: Record<string, FieldWords> = {
  'emporix.ssoCustomerAutoprovisioningDisabled': {
    label: 'Autoprovisioning disabled',
    help: 'True: somebody unknown is answered 404 instead of being created; unset, it is read live.',
    kind: 'switch',
  },
  'emporix.ssoCustomerIdentifierField': {
    label: 'Customer identifier',
    help: 'By what a customer is looked up; unset, it is read live.',
    kind: 'choice',
    options: { EMAIL: 'e-mail address', SUBJECT: 'sub of the token' },
  },
}
