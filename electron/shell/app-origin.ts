/** Where the renderer is served from; protocol.ts answers it from inside the bundle. */
export const appScheme = 'app'
const packagedStart = `${appScheme}://console/index.html`

/**
 * The first page. Only a checkout may point it at electron-vite's dev server: in a packaged app an environment
 * variable must not decide what the window trusts (security.md section 2, "also").
 */
export function startUrl(packaged: boolean, devServer: string | undefined): string {
  if (packaged || !devServer) return packagedStart
  return URL.canParse(devServer) ? devServer : packagedStart
}

/**
 * Whether a URL has the origin of the first page. Compared part by part, because a prefix would let
 * `app://console.evil/` pass and because `origin` is `null` for every custom scheme (E-13).
 */
export function isOurs(url: string, start: string): boolean {
  if (!URL.canParse(url)) return false
  const asked = new URL(url)
  const own = new URL(start)
  return (
    asked.protocol === own.protocol &&
    asked.host === own.host &&
    asked.username === '' &&
    asked.password === ''
  )
}
