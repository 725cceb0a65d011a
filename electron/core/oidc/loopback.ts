/** Whether plain http is acceptable for a URL: on this machine only (RFC 8252 section 8.3, W-07). */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
}
