import { BrowserWindow, dialog, nativeTheme } from 'electron'
import type { Log } from '../core/ports.ts'

/** Stated in full although most are defaults: a reader and a test can hold this list against E-02 to E-12. */
export const lockedPreferences = {
  // The page lives in its own world and process, without Node.
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  // The same-origin rule and its companions stay on.
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  // No guest pages, and a file that is dropped opens nothing.
  webviewTag: false,
  navigateOnDragDrop: false,
  // A middle click is no way around the window open handler.
  disableBlinkFeatures: 'Auxclick',
  // Dictionaries would come from a foreign host.
  spellcheck: false,
} as const

export interface WindowOptions {
  start: string
  preload: string
  packaged: boolean
  log: Log
}

const ours = new Set<BrowserWindow>()

/** The windows that this app made for its pages; whatever else exists is a stranger to ipc.ts (E-17). */
export function ourWindows(): readonly BrowserWindow[] {
  return [...ours]
}

/** Opens the one window of the console. */
export function openWindow({ start, preload, packaged, log }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'SSO Flow Console',
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    // Shown when painted, so that no white page flashes in a dark theme.
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#10151b' : '#ffffff',
    // Developer tools reach everything the page can; a packaged app has none.
    webPreferences: { ...lockedPreferences, preload, devTools: !packaged },
  })
  ours.add(window)
  window.once('closed', () => ours.delete(window))
  window.once('ready-to-show', () => window.show())
  watch(window, log)
  window.loadURL(start).catch((thrown: unknown) => {
    log('error', 'The console could not be loaded.', { reason: String(thrown) })
  })
  return window
}

/** Brings the window before the person, whatever state it was in (DL-09). */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A page that dies again within this time is not loaded a third time: that would be a loop. */
const quiet = 30_000

/** The page mirrors the core, so a page that crashed or hangs is loaded anew and shows the same runs (G-03). */
function watch(window: BrowserWindow, log: Log): void {
  let lastCrash = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log('error', 'The page ended unexpectedly.', { reason, exitCode })
    const again = Date.now() - lastCrash < quiet
    lastCrash = Date.now()
    if (!again) return window.webContents.reload()
    dialog.showErrorBox(
      'The screen ended twice',
      'The part of the console that draws the screen ended twice in a short time. Your settings are safe; please start the console again.',
    )
  })
  // A page that holds unsaved edits objects to being closed; without this question Electron would just not close.
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: 'There are changes that are not saved.',
      detail: 'Closing the window discards them.',
      buttons: ['Stay', 'Discard and close'],
      defaultId: 0,
      cancelId: 0,
    })
    if (answer === 1) event.preventDefault()
  })
  let asking = false
  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    log('warn', 'The page does not respond.')
    void dialog
      .showMessageBox(window, {
        type: 'warning',
        message: 'The screen does not respond.',
        detail:
          'Runs go on in the background. Loading the screen again loses nothing but unsaved edits.',
        buttons: ['Wait', 'Load again'],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        asking = false
        // A reload waits for the page that hangs; ending its process does not.
        if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
      })
  })
}
