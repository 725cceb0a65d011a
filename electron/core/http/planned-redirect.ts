import type { Redirect } from '../../../shared/redirect.ts'

/** A loopback URI where nobody listens: the browser shows an error page, its address bar the callback. */
export function unheardRedirectUri({ host, port, path }: Redirect): string {
  return `http://${host}:${port || 8765}${path}`
}

/** The redirect URI that will be sent; null where it is known only once something listens, or nothing can. */
export function plannedRedirectUri(redirect: Redirect, deepLinkUri: string | null): string | null {
  const { method, host, port, path, uri } = redirect
  switch (method) {
    case 'loopback':
      return port === 0 ? null : `http://${host}:${port}${path}`
    case 'deep-link':
      return deepLinkUri
    case 'paste':
      return uri ?? unheardRedirectUri(redirect)
  }
}
