import { emporixConnectionSchema } from '../../../../../shared/platforms/emporix.ts'
import type { ConnectionForm } from '../../../../../shared/connection-form.ts'
import { fieldsOf, type FieldWords } from '../../form-fields.ts'
import { redirectWords } from '../../redirect-fields.ts'
import { providerWords } from './provider-fields.ts'
import { ssoWords } from './sso-fields.ts'
import { exchangeWords, platformWords, customerWords } from './tenant-fields.ts'

const section = (title: string, explanation: string, words: Record<string, FieldWords>) => ({
  title,
  explanation,
  fields: fieldsOf(emporixConnectionSchema, words),
})

export const sections: ConnectionForm['sections'] = [
  section('Platform', 'The tenant, and the keys that the console asks it with.', platformWords),
  section(
    'Provider client',
    'The identity provider, and the client that people sign in with.',
    providerWords,
  ),
  section('Redirect', 'Where the browser comes back to after the sign-in.', redirectWords),
  section(
    'Token exchange',
    'What the platform holds a token of the provider against.',
    exchangeWords,
  ),
  section('Customers', 'What becomes of somebody who signs in.', customerWords),
  section(
    'Standard SSO',
    'The identity providers as the platform knows them for the authorization code.',
    ssoWords,
  ),
]

/** The members that a person has to fill in are there, and empty. */
export const template = JSON.stringify(
  {
    platform: 'emporix',
    name: '',
    identityProvider: { issuer: '', clientId: '' },
    emporix: { tenant: '', storefrontClientId: '', tokenExchange: 'live' },
  },
  null,
  2,
)
