import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

export interface FoundBrowser {
  executablePath: string
  args: string[]
}

/** Names under which systems install Chromium, the free one first. */
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
/** Where macOS and Windows put it, beside the search path. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  path.join(process.env['PROGRAMFILES'] ?? '', 'Google/Chrome/Application/chrome.exe'),
]

const isFile = (file: string) => existsSync(file) && statSync(file).isFile()

function onSearchPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isFile)
}

function installedByPlaywright(): string | undefined {
  const file = chromium.executablePath()
  return isFile(file) ? file : undefined
}

/**
 * The browser that tests and scripts drive: the one named in SSO_FLOW_CONSOLE_CHROMIUM, else Playwright's own,
 * else the system's. Null when there is none.
 */
export function findBrowser(): FoundBrowser | null {
  const named = process.env['SSO_FLOW_CONSOLE_CHROMIUM']
  if (named && !isFile(named))
    throw new Error(`SSO_FLOW_CONSOLE_CHROMIUM names ${named}, which is not a file.`)
  const executablePath = named || installedByPlaywright() || onSearchPath() || places.find(isFile)
  if (!executablePath) return null
  return { executablePath, args: browserArguments() }
}

function browserArguments(): string[] {
  return [
    // Chromium refuses its sandbox to root, which is who containers run as. Nobody else gives it up.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    // The rest keeps the browser from asking the network for anything of its own.
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
}
