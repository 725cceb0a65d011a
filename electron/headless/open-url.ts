import { spawn } from 'node:child_process'
import { FlowError } from '../core/failure.ts'

/** The program of each platform that hands a URL to the person's browser. None of them is a shell. */
const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
}
const elsewhere: [string, ...string[]] = ['xdg-open']

/** An opener that still runs after this long has become the browser itself, or waits for it: it worked. */
const patienceMs = 3000

/** Opens the system browser. The URL must have passed vetBrowserUrl. Throws `browser_not_opened`. */
export function openInBrowser(url: string, platform = process.platform): Promise<void> {
  return openWith(openers[platform] ?? elsewhere, url)
}

/** Runs a program with the URL as its last argument, without a shell. Throws `browser_not_opened`. */
export function openWith([program, ...args]: [string, ...string[]], url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(
        new FlowError(
          'browser_not_opened',
          `The browser was not opened: ${program} ${why}. Open the URL by hand.`,
        ),
      )
    // Detached, so that a browser started by it survives this process.
    const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    const timer = setTimeout(() => {
      child.unref()
      resolve()
    }, patienceMs)
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      fail(error.code === 'ENOENT' ? 'is not installed' : `did not start (${error.code})`)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      if (code === 0) resolve()
      else fail(`ended with ${code ?? 'a signal'}`)
    })
  })
}
