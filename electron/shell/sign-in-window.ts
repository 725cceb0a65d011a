import { randomUUID } from 'node:crypto'
import { BrowserWindow, session as sessions, type Session, type WebContents } from 'electron'
import type { Log, SignInWindowPort } from '../core/ports.ts'
import { lockDevices } from './security.ts'
import { type AddressVerdict, judgePage, judgeRequest, shownAddress } from './sign-in-address.ts'
import { lockedPreferences } from './window.ts'

type OpenOptions = Parameters<SignInWindowPort['open']>[0]

interface Host {
  log: Log
  /** Where the window belongs: it does not outlive the console. */
  console(this: void): BrowserWindow | undefined
}

/** The sessions of these windows; every contents of one is theirs, from before it exists (security.ts). */
const ours = new Set<Session>()

/** Whether a contents is one of a sign-in, which may go where the console's own page may not. */
export function isSignInContents({ session }: Pick<WebContents, 'session'>): boolean {
  return ours.has(session)
}

/**
 * The in-app window: for redirect URIs that belong to somebody else, where neither a listener nor a link hears the
 * callback. The system browser stays the default (N-01), because here the person cannot see whose page it is but by
 * the title, and providers may refuse embedded browsers.
 */
export function createSignInWindow(host: Host): SignInWindowPort {
  return { open: (options) => Promise.resolve(open(options, host)) }
}

function open(
  { url, redirectUri, onAddress, onCallback, onClosed }: OpenOptions,
  { log, console }: Host,
): { close(): Promise<void> } {
  let ended = false
  const take = (callback: string) => {
    if (ended) return
    ended = true
    onCallback(callback)
    // Not within the event that brought it: the page is still being asked about.
    setImmediate(destroy)
  }
  const session = openSession(redirectUri, take, log)
  const window = new BrowserWindow({
    title: shownAddress(url),
    width: 520,
    height: 720,
    // No preload, so nothing of the console can be reached; no developer tools, which would show the code.
    webPreferences: { ...lockedPreferences, session, devTools: false },
  })
  lockPages(window.webContents, { judge: (asked) => judgePage(asked, redirectUri), take })
  showAddress(window, onAddress)

  const opener = console()
  opener?.once('closed', destroy)
  const closed = new Promise<void>((resolve) => window.once('closed', resolve))
  const cleared = closed.then(async () => {
    opener?.removeListener('closed', destroy)
    if (!ended) onClosed()
    await clear(session, log)
  })
  function destroy(): void {
    // Not `close`: a page may object to that.
    if (!window.isDestroyed()) window.destroy()
  }
  // A page whose process ended is an empty window.
  window.webContents.on('render-process-gone', destroy)
  window.loadURL(url).catch(() => {
    // Also when the callback ended it. What failed stands in the title: the address is no secret, the URL is.
    if (!ended && !window.isDestroyed()) window.setTitle(`${shownAddress(url)}, not loaded`)
  })
  return {
    close() {
      ended = true
      destroy()
      return cleared
    },
  }
}

/** A session for one sign-in, from which the redirect URI is never asked. */
function openSession(redirectUri: string, take: (callback: string) => void, log: Log): Session {
  // New each time and, without `persist:`, in memory alone: no cookie of one sign-in reaches another.
  const session = sessions.fromPartition(`sign-in-${randomUUID()}`)
  ours.add(session)
  lockDevices(session, log)
  refuseDownloads(session, log)
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    const verdict = judgeRequest(url, redirectUri)
    // Not by a frame or a script either: the server of the storefront must not get the code.
    answer({ cancel: verdict !== 'allowed' })
    if (verdict === 'callback' && resourceType === 'mainFrame') take(url)
  })
  return session
}

/** In memory it would live until the session is collected; a sign-in ends with its window. */
async function clear(session: Session, log: Log): Promise<void> {
  try {
    await Promise.all([session.clearStorageData(), session.clearCache()])
  } catch (thrown) {
    log('warn', 'The session of the in-app window was not cleared.', { reason: String(thrown) })
  } finally {
    ours.delete(session)
  }
}

/** Where its pages may go: to any site of a sign-in, within this one window. */
function lockPages(
  contents: WebContents,
  { judge, take }: { judge: (url: string) => AddressVerdict; take: (url: string) => void },
): void {
  const decide = (event: { url: string; preventDefault(): void }) => {
    const verdict = judge(event.url)
    if (verdict === 'allowed') return
    event.preventDefault()
    // With the fragment, which a request does not carry.
    if (verdict === 'callback') take(event.url)
  }
  contents.on('will-navigate', decide)
  contents.on('will-redirect', decide)
  // What opens another window elsewhere stays in this one, so that its address is seen (E-14).
  contents.setWindowOpenHandler(({ url }) => {
    const verdict = judge(url)
    if (verdict === 'callback') take(url)
    // A page that is going away takes no new address, which is no fault.
    if (verdict === 'allowed') contents.loadURL(url).catch(() => undefined)
    return { action: 'deny' }
  })
  // E-12: a webview brings its own preload and preferences.
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // A page that would hold the person back does not: the window closes.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}

/** The title is the address, whatever the page calls itself: a name would be a page's to choose. */
function showAddress(window: BrowserWindow, onAddress: (url: string) => void): void {
  const { webContents } = window
  const show = (url: string) => {
    if (window.isDestroyed() || url === '') return
    window.setTitle(shownAddress(url))
    onAddress(url)
  }
  window.on('page-title-updated', (event) => event.preventDefault())
  webContents.on('did-navigate', (_event, url) => show(url))
  webContents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame) show(url)
  })
}

/** Nothing of a sign-in belongs on the disk. */
function refuseDownloads(session: Session, log: Log): void {
  try {
    session.on('will-download', (event) => event.preventDefault())
  } catch {
    log('warn', 'Downloads of the in-app window are not locked: this runtime does not offer it.')
  }
}
