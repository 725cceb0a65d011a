import path from 'node:path'
import { app, type BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron'
import type { Trouble } from '../core/config/document-file.ts'
import { createCore } from '../core/core.ts'
import { FlowError } from '../core/failure.ts'
import { deepLinkRedirectUri } from '../core/http/deep-link-callback.ts'
import type { Store } from '../core/ports.ts'
import { startUrl } from './app-origin.ts'
import { claimScheme, createDeepLinkInbox, hasScheme } from './deep-link.ts'
import { serveCalls, type Wire } from './ipc.ts'
import { createLog } from './log.ts'
import { menuTemplate } from './menu.ts'
import { createPorts } from './ports.ts'
import { privilegedScheme, serveBundle } from './protocol.ts'
import { closeBeforeQuit } from './quit.ts'
import { lockEveryContents, lockSession } from './security.ts'
import { createSignInWindow, isSignInContents } from './sign-in-window.ts'
import { openStore } from './store.ts'
import { openWindow, ourWindows, showWindow } from './window.ts'

/*
 * The desktop app from top to bottom. The order matters: what must precede Electron's `ready` comes first, and
 * nothing is opened, bound or written before this process knows that it is the only one.
 */

const packaged = app.isPackaged
const start = startUrl(packaged, process.env['ELECTRON_RENDERER_URL'])
const built = path.join(import.meta.dirname, '..')
const log = createLog(packaged, (line) => process.stderr.write(line))
const links = createDeepLinkInbox()
/** Present once the core is up and pages can be told things. */
let wire: Wire | null = null

// Every renderer is sandboxed, whatever a later line asks for (E-04).
app.enableSandbox()

// macOS hands over the link that started the app before `ready`, to listeners that are there by then (DL-01).
app.on('open-url', (event, url) => {
  event.preventDefault()
  links.receive([url])
  bringForward()
})

if (app.requestSingleInstanceLock()) {
  // Only before `ready` can a scheme become an origin of its own; file:// would be one with the whole disk (E-18).
  protocol.registerSchemesAsPrivileged([privilegedScheme])
  lockEveryContents(app, start, isSignInContents)

  // Another start of the app, or any program that poses as one: its arguments may hold a link, nothing else.
  app.on('second-instance', (_event, argv) => {
    links.receive(argv)
    bringForward()
  })
  app.on('activate', bringForward)
  app.on('window-all-closed', () => {
    // On macOS an app without windows stays in the dock.
    if (process.platform !== 'darwin') app.quit()
  })

  // Electron would show a stack in a dialog; the app says that something failed and stays usable (G-02).
  process.on('uncaughtException', (thrown) => reportFault(thrown))
  process.on('unhandledRejection', (thrown) => reportFault(thrown))

  app.whenReady().then(open).catch(giveUp)
} else {
  // The first process has been told; this one has opened nothing and leaves (SI-01).
  app.quit()
}

/** After `ready`: locks, files, core, calls, window, links. */
function open(): void {
  lockSession(session.defaultSession, { start, packaged, log })
  serveBundle(session.defaultSession, path.join(built, 'renderer'))
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ mac: process.platform === 'darwin', packaged })),
  )

  const folder = app.getPath('userData')
  const store = openStore(folder, tellOfTrouble)
  const receivesLinks = claimScheme(app, process)
  const core = createCore({
    ...createPorts({ version: app.getVersion(), folder, store, log }),
    signInWindow: createSignInWindow({ log, console: () => ourWindows()[0] }),
    ...(receivesLinks && {
      deepLink: { redirectUri: deepLinkRedirectUri, isRegistered: () => hasScheme(app, process) },
    }),
  })
  closeBeforeQuit(app, { close: () => core.close(), log })
  wire = serveCalls({ core, start, log, windows: ourWindows })

  const window = showConsole()
  // What a link leads to is told on the screen, so the screen comes first.
  window.webContents.once('did-finish-load', () => {
    links.deliverTo((url) => core.receiveDeepLink(url))
  })
  // The link that started the app on Windows and Linux is one of our own arguments.
  links.receive(process.argv)
  readSettings(store)
}

/** The window there is, or a new one: there is never a second. */
function showConsole(): BrowserWindow {
  const [window] = ourWindows()
  if (!window)
    return openWindow({ start, preload: path.join(built, 'preload/index.cjs'), packaged, log })
  showWindow(window)
  return window
}

function bringForward(): void {
  // Before the core is up, the window is about to open by itself.
  if (wire) showConsole()
}

function reportFault(thrown: unknown): void {
  const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  log('error', 'Something failed in the main process.', { reason })
  const message = 'Something failed inside the console; what is on screen may be out of date.'
  wire?.tell({ name: 'notice', payload: { message } })
}

function giveUp(thrown: unknown): void {
  log('error', 'The app could not start.', { reason: String(thrown) })
  const reason =
    thrown instanceof FlowError ? thrown.message : 'It failed before its window opened.'
  dialog.showErrorBox('SSO Flow Console could not start', reason)
  app.exit(1)
}

/** Before the page asks for them: what is wrong with them is said at the start, whatever is on the screen. */
function readSettings(store: Store): void {
  try {
    store.read()
  } catch (thrown) {
    // The page gets the same answer and shows it.
    log('error', 'The settings could not be read at the start.', { reason: String(thrown) })
  }
}

function tellOfTrouble({ sentence, kept }: Trouble): void {
  log('error', sentence)
  if (kept === null) {
    wire?.tell({ name: 'notice', payload: { message: sentence } })
    return
  }
  void dialog
    .showMessageBox(showConsole(), {
      type: 'warning',
      message: sentence,
      buttons: ['Continue', 'Show the file'],
      defaultId: 0,
      cancelId: 0,
    })
    .then(({ response }) => {
      if (response === 1) shell.showItemInFolder(kept)
    })
}
