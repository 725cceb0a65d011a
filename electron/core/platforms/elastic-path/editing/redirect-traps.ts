import type { DocumentPath, Problem } from '../../../../../shared/connection-form.ts'
import { fix, memberAt, textAt, trap } from '../../edited-document.ts'

const source = 'Elastic Path, authentication realms: redirect_uris'
const here = (name: string): DocumentPath => ['redirect', name]

/** A realm takes https and, of http, the host localhost alone, to the letter (elastic-path.md section 6). */
export function redirectTraps(document: unknown): Problem[] {
  const redirect = memberAt(document, ['redirect'])
  if (redirect === undefined) return []
  const method = textAt(document, here('method')) || 'loopback'
  if (method === 'deep-link') {
    const path = here('method')
    const message =
      'A realm takes https redirect URIs and http://localhost, not the scheme of an application.'
    return [trap(path, message, source, fix('Use a listener', { path, value: 'loopback' }))]
  }
  if (method === 'paste' && textAt(document, here('uri')) !== '') return pasted(document)
  return [...host(document), ...port(document), ...path(document)]
}

/** Left out, host and port are those that a realm takes. */
function host(document: unknown): Problem[] {
  const path = here('host')
  const value = textAt(document, path)
  if (value !== '127.0.0.1' && value !== '[::1]') return []
  const message = `Of http a realm takes the host localhost alone, not ${value}.`
  return [trap(path, message, source, fix('Use localhost', { path, value: 'localhost' }))]
}

function port(document: unknown): Problem[] {
  const path = here('port')
  if (memberAt(document, path) !== 0) return []
  const message =
    'Port 0 takes another port at each sign-in, but a realm compares redirect URIs to the letter.'
  return [trap(path, message, source, fix('Use 8080', { path, value: 8080 }))]
}

function path(document: unknown): Problem[] {
  const path = here('path')
  const value = textAt(document, path)
  if (!value.includes('//') && !(value.length > 1 && value.endsWith('/'))) return []
  const single = value.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  const message =
    'The path is compared to the letter, with every slash: a doubled one or one at the end is easily forgotten in the realm.'
  return [trap(path, message, source, fix(`Use ${single}`, { path, value: single }))]
}

function pasted(document: unknown): Problem[] {
  const path = here('uri')
  const value = textAt(document, path)
  const url = URL.parse(value)
  if (url === null) return []
  if (value.includes('*')) {
    return [trap(path, 'A realm takes no wildcards in redirect URIs.', source)]
  }
  if (value.includes('#')) {
    const remedy = fix('Remove it', { path, value: value.replace(/#.*$/s, '') })
    return [trap(path, 'uri must not have a fragment.', 'RFC 6749 section 3.1.2', remedy)]
  }
  if (url.protocol === 'https:') return []
  if (url.protocol === 'http:' && url.hostname === 'localhost') return []
  const message = `A realm takes https redirect URIs and http://localhost, not ${url.protocol}//${url.host}.`
  return [trap(path, message, source)]
}
