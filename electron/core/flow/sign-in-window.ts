import type { Run } from '../../../shared/run.ts'
import { FlowError } from '../failure.ts'
import { vetBrowserUrl } from '../http/browser-url.ts'
import type { Ports } from '../ports.ts'

type Shown = NonNullable<Run['waiting']>['window']

/** The in-app window of one wait, where the host has one: open it, say where it is, close it. */
export class SignInWindow {
  readonly #port: Ports['signInWindow']
  readonly #tell: (shown: Shown) => void
  #opened: Promise<{ close(): Promise<void> }> | null = null
  /** Grows with each window, so that one that has given way is heard no more. */
  #turn = 0

  constructor(port: Ports['signInWindow'], tell: (shown: Shown) => void) {
    this.#port = port
    this.#tell = tell
  }

  /** Opens it, in place of the one that is open. Throws `capability_missing`, `url_refused` or `browser_not_opened`. */
  async open(options: {
    url: string
    redirectUri: string
    onCallback: (url: string) => void
  }): Promise<void> {
    const port = this.#port
    if (!port) {
      throw new FlowError(
        'capability_missing',
        'This host has no in-app window; sign in in the browser and paste the callback URL.',
      )
    }
    const url = vetBrowserUrl(options.url)
    await this.close()
    const turn = ++this.#turn
    const ends = (shown: Shown) => {
      if (this.#turn !== turn) return false
      this.#turn++
      this.#opened = null
      this.#tell(shown)
      return true
    }
    this.#tell({ open: true, address: shown(url) })
    try {
      this.#opened = port.open({
        url,
        redirectUri: options.redirectUri,
        onAddress: (address) => {
          if (this.#turn === turn) this.#tell({ open: true, address: shown(address) })
        },
        onCallback: (callback) => {
          // The window closes by itself.
          if (ends(null)) options.onCallback(callback)
        },
        onClosed: () => void ends({ open: false, address: '' }),
      })
      await this.#opened
    } catch (thrown) {
      ends(null)
      if (thrown instanceof FlowError) throw thrown
      const message = 'The in-app window could not be opened; sign in in the browser instead.'
      throw new FlowError('browser_not_opened', message, undefined, thrown)
    }
  }

  async close(): Promise<void> {
    const opened = this.#opened
    this.#turn++
    this.#opened = null
    await opened?.then(
      (window) => window.close(),
      // Told to the person where it was opened.
      () => undefined,
    )
  }
}

/** Origin and path: a query may hold a code, a fragment a token (DL-09). */
function shown(address: string): string {
  const url = URL.parse(address)
  if (!url) return ''
  return url.host === '' ? url.protocol : `${url.protocol}//${url.host}${url.pathname}`
}
