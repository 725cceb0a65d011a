import type { FieldWords } from '../../form-fields.ts'

export const storeWords: Record<string, FieldWords> = {
  name: { label: 'Name', help: 'What the connection is called in lists.', kind: 'text' },
  'elasticPath.apiUrl': {
    label: 'API address',
    help: 'Of the region that the store lives in: euwest or useast, and a store lives in exactly one.',
    kind: 'url',
  },
  'elasticPath.clientId': {
    label: 'Client id',
    help: 'Of the application key of the store, not of the client at the identity provider.',
    kind: 'text',
  },
  'elasticPath.clientSecret': {
    label: 'Client secret',
    help: 'Needed to assign members to accounts; sealed when the connection is saved.',
    kind: 'secret',
  },
  'elasticPath.grant': {
    label: 'Access token by',
    help: 'A storefront asks with implicit; client_credentials acts as an administrator.',
    kind: 'choice',
    options: { implicit: 'implicit', client_credentials: 'client_credentials' },
  },
  'elasticPath.storeId': {
    label: 'Store id',
    help: 'Sent as X-MOLTIN-AUTH-STORE, which organisations with several stores need.',
    kind: 'text',
  },
  'elasticPath.headers': {
    label: 'Further headers',
    help: 'Sent with every request of the API; values stay readable in the connection.',
    kind: 'json',
  },
}

export const signInWords: Record<string, FieldWords> = {
  'elasticPath.realm': {
    label: 'Realm',
    help: 'Id of the authentication realm; without it the settings of the store name it.',
    kind: 'text',
  },
  'elasticPath.profile': {
    label: 'OIDC profile',
    help: 'Name or id; without it the person is asked where there are several.',
    kind: 'text',
  },
  'elasticPath.scope': {
    label: 'scope',
    help: 'Must hold openid and email; the third one is name in the specification, profile in practice.',
    kind: 'text',
  },
  'elasticPath.prompt': {
    label: 'prompt',
    help: 'Forwarded to the identity provider.',
    kind: 'text',
  },
  'elasticPath.display': {
    label: 'display',
    help: 'Forwarded to the identity provider.',
    kind: 'text',
  },
  'elasticPath.uiLocales': {
    label: 'ui_locales',
    help: 'Languages, separated by blanks, forwarded to the identity provider.',
    kind: 'text',
  },
  'elasticPath.parameters': {
    label: 'Further parameters',
    help: 'Added to the authorization request as they are.',
    kind: 'json',
  },
  'elasticPath.reportCallbackReplay': {
    label: 'Report a revisited callback',
    help: 'Asks for the error callback_replay when somebody goes back in the browser.',
    kind: 'switch',
  },
}

export const accountWords: Record<string, FieldWords> = {
  'elasticPath.account': {
    label: 'Account',
    help: 'Name or id; without it the person is asked where there are several.',
    kind: 'text',
  },
  'elasticPath.membership': {
    label: 'Offer to assign a member',
    help: 'A write to the store, which the person confirms each time.',
    kind: 'choice',
    options: {
      'when-empty': 'when the member has no account',
      always: 'always',
      never: 'never',
    },
  },
  'elasticPath.renewAfterwards': {
    label: 'Renew afterwards',
    help: 'Whether the account token is renewed once at the end of a run.',
    kind: 'switch',
  },
  'elasticPath.switchTo': {
    label: 'Switch to',
    help: 'Name or id of the account that the renewed token is for.',
    kind: 'text',
  },
}

export const diagnosisWords: Record<string, FieldWords> = {
  'elasticPath.providerCheck': {
    label: 'Check the provider',
    help: "Holds the profile's identity provider against the requirements before the sign-in.",
    kind: 'switch',
  },
  'elasticPath.probe': {
    label: 'Ask the authorization URL once',
    help: 'Without a browser and without following it, to see where it leads.',
    kind: 'switch',
  },
  'elasticPath.legacy.apiUrl': {
    label: 'Address of the older form',
    help: 'Of the older flow alone; today it is another name of the region EU West.',
    kind: 'url',
  },
  'elasticPath.legacy.unwrappedBody': {
    label: 'Token request without data',
    help: 'As a truncated copy of the older document shows it; the API refuses it.',
    kind: 'switch',
  },
}
