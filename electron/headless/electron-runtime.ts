import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Why no window can open here, in one sentence without the full stop; or the program that opens it. */
export type Runtime = { program: string } | { missing: string }

/** The download is about 120 MB; a network that swallows packets must not hold the start forever. */
const installMs = 5 * 60_000

/**
 * Finds Electron's binary as the `electron` package does (its index.js, version 45): ELECTRON_OVERRIDE_DIST_PATH,
 * else `dist` beside it, with the name that its installer left in path.txt. The package alone does not bring
 * the binary: it is fetched on first use, and so it is here.
 */
export async function findElectron(
  environment: NodeJS.ProcessEnv,
  note: (line: string) => void,
  install: (script: string) => Promise<number | null> = runInstaller,
): Promise<Runtime> {
  if (!hasDisplay(environment)) {
    return { missing: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' }
  }
  const folder = packageFolder()
  if (!folder) return { missing: 'the package electron is not installed' }

  const override = environment['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) {
    const program = path.join(override, binaryName(folder) ?? 'electron')
    return existsSync(program)
      ? { program }
      : { missing: `ELECTRON_OVERRIDE_DIST_PATH holds no ${path.basename(program)}` }
  }
  const before = installed(folder)
  if (before) return before
  note("Fetching Electron's runtime, once; this may take a while.")
  const code = await install(path.join(folder, 'install.js'))
  return (
    installed(folder) ?? {
      missing: `Electron's runtime is missing and could not be fetched (${code === null ? 'no answer in time' : `the installer ended with ${code}`})`,
    }
  )
}

function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return true
  // A binary that somebody names may bring its own display, such as a wrapper around xvfb.
  if (environment['ELECTRON_OVERRIDE_DIST_PATH']) return true
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
}

function packageFolder(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    // Not installed is an answer: production installs leave it out.
    return null
  }
}

function binaryName(folder: string): string | null {
  const file = path.join(folder, 'path.txt')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

function installed(folder: string): Runtime | null {
  const name = binaryName(folder)
  const program = name && path.join(folder, 'dist', name)
  return program && existsSync(program) ? { program } : null
}

function runInstaller(script: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], { stdio: 'ignore', timeout: installMs })
    child.once('error', () => resolve(null))
    child.once('exit', (code) => resolve(code))
  })
}
