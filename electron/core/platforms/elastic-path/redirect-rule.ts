import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import { deepLinkRedirectUri } from '../../http/deep-link-callback.ts'
import { plannedRedirectUri as planned } from '../../http/planned-redirect.ts'

/* What a realm takes as redirect URI (elastic-path.md section 6). Pure. */

/** The redirect URI that the connection leads to, as far as it is known before anything listens. */
export function plannedRedirectUri({ method, host, port, path, uri }: Values['redirect']) {
  if (method === 'paste' && uri !== undefined) return uri
  return method === 'loopback' && port !== 0 ? `http://${host}:${port}${path}` : null
}

/** In words, for a screen: a free port is not known yet. */
export function redirectInWords(redirect: Values['redirect']): string {
  const { host, path } = redirect
  return planned(redirect, deepLinkRedirectUri) ?? `http://${host}:free port${path}`
}

export function redirectChecks(redirectUri: string, redirect: Values['redirect']): Check[] {
  const { status, message } = judge(redirectUri)
  return [
    check('redirect-rule', 'redirect_uri', status, {
      expected: 'https, or http://localhost with port and path',
      found: redirectUri,
      source: 'Elastic Path, authentication realms: redirect_uris',
      message,
    }),
    ...(redirect.method === 'loopback' && redirect.port === 0 ? [freePort(redirectUri)] : []),
  ]
}

function judge(redirectUri: string): Pick<Check, 'status' | 'message'> {
  const url = URL.parse(redirectUri)
  const passed =
    'The redirect URI is of a kind that a realm takes; it has to stand in its redirect_uris to the letter.'
  if (url?.protocol === 'https:') return { status: 'passed', message: passed }
  if (url?.protocol !== 'http:') {
    return {
      status: 'failed',
      message: `A realm takes https redirect URIs and http://localhost, not the scheme ${url?.protocol ?? redirectUri}: set redirect.method to loopback and redirect.host to localhost.`,
    }
  }
  if (url.hostname === 'localhost') return { status: 'passed', message: passed }
  return {
    status: 'failed',
    message: `Of http a realm takes the host localhost alone; that ${url.hostname} is refused follows from the rule. Set redirect.host to localhost and put that URI into the redirect_uris of the realm.`,
  }
}

function freePort(redirectUri: string): Check {
  return check('redirect-port', 'Port of the redirect URI', 'warning', {
    expected: 'a fixed port',
    found: URL.parse(redirectUri)?.port ?? null,
    source: 'connection, redirect.port',
    message:
      'The port is another one at each sign-in, but a realm compares redirect URIs to the letter; set redirect.port to the one in its redirect_uris.',
  })
}
