interface Cookie {
  origin: string
  path: string
  name: string
  value: string
}

/** The cookies of one sign-in, as far as a login page needs them (RFC 6265): per origin, by path. */
export class CookieJar {
  #cookies: Cookie[] = []

  store(url: URL, setCookies: string[]): void {
    for (const text of setCookies) {
      const [pair = '', ...attributes] = text.split(';').map((part) => part.trim())
      const equals = pair.indexOf('=')
      if (equals < 1) continue
      const attribute = (name: string) =>
        attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
      const cookie: Cookie = {
        origin: url.origin,
        path: attribute('path') ?? '/',
        name: pair.slice(0, equals),
        value: pair.slice(equals + 1),
      }
      this.#cookies = this.#cookies.filter(
        ({ origin, path, name }) =>
          origin !== cookie.origin || path !== cookie.path || name !== cookie.name,
      )
      const isGone =
        Number(attribute('max-age') ?? 1) <= 0 ||
        Date.parse(attribute('expires') ?? '') < Date.now()
      if (!isGone) this.#cookies.push(cookie)
    }
  }

  headerFor(url: URL): string {
    const fits = ({ origin, path }: Cookie) =>
      origin === url.origin &&
      (path === '/' || url.pathname === path || url.pathname.startsWith(path.replace(/\/?$/, '/')))
    return this.#cookies
      .filter(fits)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }
}
