import type { FieldWords } from '../../form-fields.ts'

export const ssoWords: Record<string, FieldWords> = {
  'emporix.sso.configurations': {
    label: 'Configurations',
    help: 'One for each identity provider, as sent to platform support; the first one counts as the default.',
    kind: 'json',
  },
  'emporix.sso.configName': {
    label: 'Name in state',
    help: 'Goes before -- into state; an unknown or missing name takes the default without a word.',
    kind: 'text',
  },
  'emporix.sso.pkce': {
    label: 'PKCE',
    help: 'Binds the code to this sign-in (RFC 7636).',
    kind: 'switch',
  },
  'emporix.sso.sendSessionId': {
    label: 'Send session-id',
    help: 'Keeps the anonymous session, and with it the cart.',
    kind: 'switch',
  },
  'emporix.sso.sendState': {
    label: 'Send state',
    help: 'Only with it does the platform see the name of the configuration.',
    kind: 'switch',
  },
  'emporix.sso.probeTokenUrl': {
    label: 'Ask the token URL once',
    help: 'Sends an empty request that redeems nothing, to see whether there is a token endpoint.',
    kind: 'switch',
  },
}
