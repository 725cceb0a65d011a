import { elasticPathConnectionSchema } from '../../../../../shared/platforms/elastic-path.ts'
import type { ConnectionForm } from '../../../../../shared/connection-form.ts'
import { fieldsOf, type FieldWords } from '../../form-fields.ts'
import { redirectWords } from '../../redirect-fields.ts'
import { accountWords, diagnosisWords, signInWords, storeWords } from './store-fields.ts'

const section = (title: string, explanation: string, words: Record<string, FieldWords>) => ({
  title,
  explanation,
  fields: fieldsOf(elasticPathConnectionSchema, words),
})

export const sections: ConnectionForm['sections'] = [
  section('Store', 'The store, and the application key that the console asks it with.', storeWords),
  section(
    'Redirect',
    'Where the browser comes back to: this URI stands in the redirect_uris of the realm, to the letter.',
    redirectWords,
  ),
  section('Sign-in', 'What the authorization request asks for.', signInWords),
  section('Accounts', 'What happens to a member after the sign-in.', accountWords),
  section('Diagnosis', 'What the console looks at besides, and the older form.', diagnosisWords),
]

/** The redirect is written out, because the realm has to list it to the letter. */
export const template = JSON.stringify(
  {
    platform: 'elastic-path',
    name: '',
    redirect: { host: 'localhost', port: 8080, path: '/callback' },
    elasticPath: { apiUrl: 'https://euwest.api.elasticpath.com', clientId: '' },
  },
  null,
  2,
)
