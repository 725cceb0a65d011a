import type { App, Session, WebContents } from 'electron'
import type { Log } from '../core/ports.ts'
import { isOurs } from './app-origin.ts'

/**
 * Whether a page's request may be tried at all. The content security policy says the same per kind of request;
 * this also holds for what no policy covers, such as a document that was loaded without one (HC-06).
 */
export function isWanted(url: string, { start, packaged }: { start: string; packaged: boolean }) {
  if (!URL.canParse(url)) return false
  if (isOurs(url, start)) return true
  const { protocol, host } = new URL(url)
  // Small pictures inside style sheets (img-src data:).
  if (protocol === 'data:') return true
  // A checkout has developer tools, and the dev server's own socket for reloading.
  if (packaged) return false
  const own = new URL(start)
  return (
    protocol === 'devtools:' ||
    (protocol === 'ws:' && own.protocol === 'http:' && host === own.host)
  )
}

/** Locks what pages of a session may ask of the machine. The console's screens need none of it. */
export function lockSession(
  session: Session,
  { start, packaged, log }: { start: string; packaged: boolean; log: Log },
): void {
  lockDevices(session, log)
  // HC-06: schemes that the app does not use reach neither the network nor the disk.
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isWanted(details.url, { start, packaged }) }),
  )
}

/** Refuses to every page of a session what it may ask of the machine and the person. */
export function lockDevices(session: Session, log: Log): void {
  // Electron grants every permission unless told otherwise; E-05 refuses all, asked for or merely checked.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  // A spell checker would fetch its dictionaries from a foreign host (G-04), and our fields hold no prose.
  session.setSpellCheckerEnabled(false)
  // The two handlers above refuse devices and screens already; these say it a second time at the source. So a
  // runtime that does not offer one of them loses nothing, and starting is worth more than the repetition.
  const alsoRefused: [string, () => void][] = [
    ['devices', () => session.setDevicePermissionHandler(() => false)],
    ['screens', () => session.setDisplayMediaRequestHandler((_request, answer) => answer(null))],
  ]
  for (const [name, refuse] of alsoRefused) {
    try {
      refuse()
    } catch {
      log('warn', `The second lock on ${name} is not offered by this runtime; the first one holds.`)
    }
  }
}

/** Locks where a page may go. Applied to everything that Electron creates, not only to our own window. */
export function lockContents(contents: WebContents, start: string): void {
  // E-13: only a reload of our own page may happen, and no frame inside it goes anywhere.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurs(event.url, start)) event.preventDefault()
  })
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url, start)) event.preventDefault()
  })
  // A redirect is a navigation that has passed the checks above under another name.
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url, start)) event.preventDefault()
  })
  // E-14: there is one window. A link that should open elsewhere goes through a command of the core.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // E-12: a webview brings its own preload and preferences; the app has none.
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/**
 * No contents exists without the locks: they are put on where Electron announces it. Only one with locks of its own,
 * such as that of a sign-in, is left to them.
 */
export function lockEveryContents(
  app: App,
  start: string,
  hasOwnLocks: (contents: WebContents) => boolean,
): void {
  app.on('web-contents-created', (_event, contents) => {
    if (!hasOwnLocks(contents)) lockContents(contents, start)
  })
}
