import type { DocumentPath, Problem } from '../../../../../shared/connection-form.ts'
import { isSecretName } from '../../../../../shared/redact.ts'
import { fix, memberAt, objectAt, textAt, trap } from '../../edited-document.ts'
import { missingScope } from '../../text-traps.ts'

const here = (name: string) => ['elasticPath', name]
const authorization = 'Elastic Path, authorization endpoint'

/** What the authorization request asks for, and what is sent besides (elastic-path.md sections 2 and 6). */
export function signInTraps(document: unknown): Problem[] {
  return [
    ...scopes(document),
    ...parameters(document),
    ...headers(document),
    ...profile(document),
    ...switchTo(document),
    ...unwrapped(document),
  ]
}

function scopes(document: unknown): Problem[] {
  const path = here('scope')
  const wanted = [
    ['openid', 'the authorization endpoint requires it.'],
    ['email', 'a customer and a member are made from the e-mail, so the sign-in fails.'],
  ] as const
  return wanted.flatMap(([name, why]) =>
    missingScope(document, path, { name, why, source: authorization }),
  )
}

/** Set by the console for each sign-in, so that a fixed one breaks it. */
const ownParameters = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'elasticpath_commerce_cloud_profile_id',
]

function parameters(document: unknown): Problem[] {
  return Object.keys(objectAt(document, here('parameters'))).flatMap((name) => {
    const path = [...here('parameters'), name]
    const remedy = fix('Remove it', { path })
    if (name === 'nonce') {
      const message = 'The platform does not support nonce: its ID token stays inside of it.'
      return [trap(path, message, authorization, remedy)]
    }
    if (!ownParameters.includes(name)) return []
    const message = `${name} is set by the console for each sign-in; a fixed value takes its place and breaks it.`
    return [trap(path, message, authorization, remedy)]
  })
}

const shopperHeaders = ['x-moltin-customer-token', 'ep-account-management-authentication-token']

function headers(document: unknown): Problem[] {
  return Object.keys(objectAt(document, here('headers'))).flatMap((name) => {
    const path: DocumentPath = [...here('headers'), name]
    const remedy = fix('Remove it', { path })
    const lower = name.toLowerCase()
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      return [trap(path, `${name} is no name of a header.`, 'RFC 9110 section 5.1', remedy)]
    }
    if (lower === 'authorization' || shopperHeaders.includes(lower)) {
      const message = `${name} is sent by the stages that need it; a fixed one mixes two tokens, which is not supported.`
      return [trap(path, message, 'Elastic Path, tokens', remedy)]
    }
    if (!isSecretName(name)) return []
    const message = `${name} looks like a secret, but headers are kept readable: secrets belong into clientSecret.`
    return [trap(path, message, 'OWASP ASVS 5, V13.3 secret management', remedy)]
  })
}

/** The link of a profile instead of its name: its host need not be that of the API, so it is never rebuilt. */
function profile(document: unknown): Problem[] {
  const path = here('profile')
  const value = textAt(document, path)
  const url = /^https?:/i.test(value) ? URL.parse(value) : null
  if (url === null) return []
  const id =
    url.searchParams.get('elasticpath_commerce_cloud_profile_id') ??
    /\/oidc-profiles\/([^/]+)/.exec(url.pathname)?.[1]
  const message =
    'profile is the name or the id of the OIDC profile; its links are read from the store.'
  const remedy = id ? fix('Keep the id', { path, value: id }) : null
  return [trap(path, message, 'Elastic Path, OpenID Connect profiles', remedy)]
}

function switchTo(document: unknown): Problem[] {
  const path = here('switchTo')
  if (textAt(document, path) === '') return []
  if (memberAt(document, here('renewAfterwards')) === true) return []
  const message = 'switchTo does nothing while the account token is not renewed afterwards.'
  const remedy = fix('Renew afterwards', { path: here('renewAfterwards'), value: true })
  return [trap(path, message, 'Elastic Path, account management authentication token', remedy)]
}

/** A truncated copy of the older document has it so (elastic-path.md 4.3). */
function unwrapped(document: unknown): Problem[] {
  const path = [...here('legacy'), 'unwrappedBody']
  if (memberAt(document, path) !== true) return []
  const message = 'A token request without data is refused: the wrapper was always required.'
  const remedy = fix('Wrap it', { path, value: false })
  return [trap(path, message, 'Elastic Path, customer tokens', remedy)]
}
