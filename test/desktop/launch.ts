import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  _electron,
  test as base,
  type ConsoleMessage,
  type ElectronApplication,
  type Page,
} from '@playwright/test'
import type { Transport } from '../../shared/contract.ts'

export const root = path.join(import.meta.dirname, '../..')

declare global {
  interface Window {
    bridge: Transport
  }
}

type Runtime = { executablePath: string; missing: null } | { executablePath: null; missing: string }

/**
 * Electron's program where it is installed. Asking the package itself would start a download, which is not for a
 * test to do.
 */
function findRuntime(): Runtime {
  const installed = path.join(root, 'node_modules/electron')
  const named = path.join(installed, 'path.txt')
  const program = existsSync(named)
    ? readFileSync(named, 'utf8')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron'
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const executablePath = path.join(override || path.join(installed, 'dist'), program)
  if (existsSync(executablePath)) return { executablePath, missing: null }
  const missing = override
    ? `ELECTRON_OVERRIDE_DIST_PATH names no Electron: ${executablePath} does not exist.`
    : 'Electron’s runtime is not installed; `npx install-electron` fetches it.'
  return { executablePath: null, missing }
}

export const runtime = findRuntime()
if (runtime.missing !== null)
  process.stderr.write(`\nThe desktop tests are skipped: ${runtime.missing}\n\n`)

function programOf(): string {
  if (runtime.executablePath === null) throw new Error(runtime.missing)
  return runtime.executablePath
}

function argumentsFor(profile: string, more: readonly string[]): string[] {
  return [
    root,
    `--user-data-dir=${profile}`,
    // Chromium refuses its sandbox to root, which is who containers run as.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...more,
  ]
}

/** What a developer's shell may set is not part of the app under test. */
function environment(more: NodeJS.ProcessEnv): Record<string, string> {
  const { ELECTRON_RENDERER_URL: _url, ELECTRON_RUN_AS_NODE: _node, ...rest } = process.env
  return Object.fromEntries(
    Object.entries({ ...rest, ...more }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

export interface Launched {
  app: ElectronApplication
  page: Page
  profile: string
}

export async function launch(
  profile: string,
  { args = [], env = {} }: { args?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Launched> {
  const app = await _electron.launch({
    executablePath: programOf(),
    args: argumentsFor(profile, args),
    cwd: root,
    env: environment(env),
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  return { app, page, profile }
}

/** Starts a second copy of the app, as the system does for a link, and answers with its exit code. */
export async function startAgain(profile: string, args: string[]): Promise<number | null> {
  const child = spawn(programOf(), argumentsFor(profile, args), {
    cwd: root,
    env: environment({}),
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}

export function newProfile(): string {
  return mkdtempSync(path.join(tmpdir(), 'sso-flow-console-'))
}

export function removeProfile(profile: string): void {
  // The browser's processes may write for a moment longer than the app lives.
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
}

/** Everything the page's security policy objects to from the next load on. */
export async function watchViolations(page: Page): Promise<() => string[]> {
  const found: string[] = []
  page.on('console', (message: ConsoleMessage) => {
    if (/content security policy|trusted ?(?:html|script|type)/i.test(message.text()))
      found.push(message.text())
  })
  await page.reload()
  return () => found
}

/** A test with the app running in a profile of its own. */
export const test = base.extend<{ profile: string; console: Launched }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names it takes from here
  profile: async ({}, give) => {
    const profile = newProfile()
    await give(profile)
    removeProfile(profile)
  },
  console: async ({ profile }, give) => {
    const launched = await launch(profile)
    await give(launched)
    await launched.app.close()
  },
})
