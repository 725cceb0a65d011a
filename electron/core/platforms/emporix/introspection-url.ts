import { invalid } from './configuration-invalid.ts'
import type { Sourced } from './configuration-layers.ts'

/**
 * `domain` + `token_introspect_endpoint` with exactly one slash between them. How the platform joins
 * them is undocumented, so whatever could end at another host is refused: a domain without scheme or with
 * more than scheme, host and path, an endpoint that is a URL or begins with `//` or `@`, a path that climbs.
 */
export function joinIntrospectionUrl(domain: Sourced<string>, endpoint: Sourced<string>): string {
  const base = baseUrl(domain)
  const path = endpoint.value
  if (/[\s\\]/.test(path)) throw invalid(endpoint.source, 'must not contain blanks or backslashes')
  if (/^[a-z][a-z0-9+.-]*:/i.test(path))
    throw invalid(endpoint.source, 'must be a path; it is a whole URL')
  if (/^(\/\/|\/?@)/.test(path))
    throw invalid(endpoint.source, 'must be a path; so begun it can name another host')
  const joined = `${base.href.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`
  const url = new URL(joined)
  if (url.href !== joined)
    throw invalid(endpoint.source, `must be a plain path; it would become ${url.pathname}`)
  return joined
}

/** Whether a plain concatenation, as the platform may do, would double or lose the slash. */
export function slashTrap(domain: string, endpoint: string): 'doubled' | 'missing' | null {
  const both = Number(domain.endsWith('/')) + Number(endpoint.startsWith('/'))
  return both === 2 ? 'doubled' : both === 0 ? 'missing' : null
}

function baseUrl({ value, source }: Sourced<string>): URL {
  const url = /^https?:\/\/[^\s\\]+$/i.test(value) ? URL.parse(value) : null
  if (url === null)
    throw invalid(source, 'must be a URL with its scheme, such as https://idp.example.com')
  if (url.username || url.password || value.includes('@'))
    throw invalid(source, 'must not contain user information (@)')
  if (/[?#]/.test(value)) throw invalid(source, 'must not have a query or fragment')
  return url
}
