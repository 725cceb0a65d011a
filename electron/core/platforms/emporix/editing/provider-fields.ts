import type { FieldWords } from '../../form-fields.ts'

export const providerWords: Record<string, FieldWords> = {
  'identityProvider.issuer': {
    label: 'Issuer',
    help: 'As the provider writes it in its discovery document, to the letter.',
    kind: 'url',
  },
  'identityProvider.clientId': {
    label: 'Client id',
    help: 'The client at the provider that people sign in with.',
    kind: 'text',
  },
  'identityProvider.clientSecret': {
    label: 'Client secret',
    help: 'Only for a confidential client; sealed when the connection is saved.',
    kind: 'secret',
  },
  'identityProvider.tokenEndpointAuthMethod': {
    label: 'Client authentication',
    help: 'How the client proves itself at the token endpoint (RFC 6749 section 2.3).',
    kind: 'choice',
    options: {
      client_secret_basic: 'client_secret_basic',
      client_secret_post: 'client_secret_post',
      none: 'none: a public client',
    },
  },
  'identityProvider.scope': {
    label: 'scope',
    help: 'What is asked for, separated by blanks; openid makes it OpenID Connect.',
    kind: 'text',
  },
  'identityProvider.audience': {
    label: 'audience',
    help: 'Sent with the authorization request, as Auth0 and others ask.',
    kind: 'text',
  },
  'identityProvider.resource': {
    label: 'resource',
    help: 'Sent with the authorization request (RFC 8707).',
    kind: 'text',
  },
  'identityProvider.parameters': {
    label: 'Further parameters',
    help: 'Added to the authorization request as they are.',
    kind: 'json',
  },
  'identityProvider.requireIss': {
    label: 'Require iss in the callback',
    help: 'Refuses a callback without iss even where the provider does not announce it (RFC 9207).',
    kind: 'switch',
  },
  'identityProvider.endpoints.authorization': {
    label: 'Authorization endpoint',
    help: 'Only where the provider has no discovery document.',
    kind: 'url',
  },
  'identityProvider.endpoints.token': {
    label: 'Token endpoint',
    help: 'Only where the provider has no discovery document.',
    kind: 'url',
  },
  'identityProvider.endpoints.jwks': {
    label: 'Key set',
    help: 'Only where the provider has no discovery document.',
    kind: 'url',
  },
}
