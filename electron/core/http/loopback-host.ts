/** Whether a host name, as the URL API spells it, can only be this machine (RFC 8252 section 7.3, RFC 6761). */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Whether plain http is acceptable for a URL: on this machine only (W-07). */
export function isLoopbackUrl(url: string): boolean {
  return isLoopbackHost(URL.parse(url)?.hostname ?? '')
}

/**
 * Whether a party elsewhere names an address on this machine. It is not asked: what runs here is no business of a
 * foreign document, whoever can change it (W-07).
 */
export function isSteeredHere(url: string, namedBy: string): boolean {
  return isLoopbackUrl(url) && !isLoopbackUrl(namedBy)
}
