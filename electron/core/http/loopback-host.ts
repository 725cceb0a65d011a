/** Whether a host name, as the URL API spells it, can only be this machine (RFC 8252 section 7.3, RFC 6761). */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Whether plain http is acceptable for a URL: on this machine only (W-07). */
export function isLoopbackUrl(url: string): boolean {
  return isLoopbackHost(URL.parse(url)?.hostname ?? '')
}
