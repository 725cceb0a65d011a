import path from 'node:path'
import type { App } from 'electron'
import { deepLinkScheme, findDeepLink } from '../core/http/deep-link-callback.ts'

/** More links than one person can press before the window is up are not a person's. */
const mostWaiting = 8

export interface DeepLinkInbox {
  /** Takes whatever a program handed over: only a link of our scheme stays, the rest is never looked at. */
  receive(argv: readonly string[]): void
  /** Hands over what has come so far, once and in order, and from now on at once. */
  deliverTo(take: (url: string) => void): void
}

/** Keeps links that arrive before the core can read them (DL-01: macOS delivers them before `ready`). */
export function createDeepLinkInbox(): DeepLinkInbox {
  const waiting: string[] = []
  let taker: ((url: string) => void) | null = null
  return {
    receive(argv) {
      // Any local program can start us with any arguments (SI-02): one URL is taken, the rest is ignored (DL-02).
      const url = findDeepLink(argv, deepLinkScheme)
      if (url === null) return
      if (taker) taker(url)
      else if (waiting.length < mostWaiting) waiting.push(url)
    },
    deliverTo(take) {
      taker = take
      for (const url of waiting.splice(0)) take(url)
    },
  }
}

type Runtime = Pick<NodeJS.Process, 'defaultApp' | 'execPath' | 'argv'>

/**
 * Registers the scheme with the operating system. False means that links will not arrive, and the capability is
 * withheld, so that a flow offers the loopback callback instead (DL-07).
 */
export function claimScheme(
  app: Pick<App, 'setAsDefaultProtocolClient'>,
  runtime: Runtime,
): boolean {
  return app.setAsDefaultProtocolClient(deepLinkScheme, runtime.execPath, argumentsOf(runtime))
}

/** Whether the system still brings the scheme here; another program may have claimed it since. */
export function hasScheme(app: Pick<App, 'isDefaultProtocolClient'>, runtime: Runtime): boolean {
  return app.isDefaultProtocolClient(deepLinkScheme, runtime.execPath, argumentsOf(runtime))
}

/**
 * In a checkout the program is Electron itself and has to be told which app to open. The closing `--` keeps Chromium
 * from reading the URL that Windows appends as a switch.
 */
function argumentsOf({ defaultApp, argv }: Runtime): string[] {
  const script = defaultApp ? argv[1] : undefined
  return script === undefined ? ['--'] : [path.resolve(script), '--']
}
