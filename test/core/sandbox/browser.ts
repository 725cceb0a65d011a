/** A browser without a screen: keeps cookies by host and path, and follows no redirect by itself. */
export class Browser {
  readonly #cookies = new Map<string, { path: string; name: string; value: string }>()

  async visit(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { host, pathname } = new URL(url)
    const cookie = [...this.#cookies]
      .filter(([key, { path }]) => key.startsWith(`${host} `) && pathname.startsWith(path))
      .map(([, { name, value }]) => `${name}=${value}`)
      .join('; ')
    const headers = { accept: 'text/html', ...(init.headers as object), ...(cookie && { cookie }) }
    const response = await fetch(url, { ...init, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) this.#keep(host, line)
    return response
  }

  /** Posts what a person typed into a form. */
  submit(url: string | URL, fields: Record<string, string>): Promise<Response> {
    return this.visit(url, { method: 'POST', body: new URLSearchParams(fields) })
  }

  #keep(host: string, line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const path = attributes.find((one) => one.startsWith('path='))?.slice('path='.length) ?? '/'
    const key = `${host} ${path} ${name}`
    if (value === '') this.#cookies.delete(key)
    else this.#cookies.set(key, { path, name, value })
  }
}
