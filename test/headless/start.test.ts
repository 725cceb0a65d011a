import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findElectron } from '../../electron/headless/electron-runtime.ts'
import { openInBrowser, openWith } from '../../electron/headless/open-url.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'start-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A folder that holds a program named electron. */
function runtime(name: string, script: string): string {
  const dist = mkdtempSync(path.join(folder, name))
  const file = path.join(dist, 'electron')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return dist
}

/** Starts `npm start`'s script; ends it as soon as it has said what is waited for. */
function start(environment: NodeJS.ProcessEnv, until: RegExp, args: string[] = []) {
  return new Promise<{ code: number | null; said: string }>((resolve) => {
    const script = path.join(import.meta.dirname, '../../electron/headless/start.ts')
    const child = spawn(process.execPath, [script, '--no-open', ...args], {
      env: { ...process.env, SSO_FLOW_CONSOLE_DATA: folder, ...environment },
    })
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (until.test(said)) child.kill('SIGTERM')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('close', (code) => resolve({ code, said }))
  })
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test('opens the desktop with the folder of the package and ends with its code', async () => {
    const dist = runtime('good-', 'echo "window of $1"')
    const { code, said } = await start({ ELECTRON_OVERRIDE_DIST_PATH: dist }, /never/)
    expect(said).toBe(`window of ${path.join(import.meta.dirname, '../..')}\n`)
    expect(code).toBe(0)
  })

  test('falls back to the browser, in one sentence, when the desktop does not come up', async () => {
    const dist = runtime('bad-', 'exit 127')
    const { said } = await start({ ELECTRON_OVERRIDE_DIST_PATH: dist }, /\n.*\n/)
    expect(said.split('\n')[0]).toBe(
      'The desktop window cannot open, because Electron ended at once with 127; the console opens in a browser.',
    )
  })

  test('with --browser does not try the desktop', async () => {
    const dist = runtime('unused-', 'echo "window"')
    const { said } = await start({ ELECTRON_OVERRIDE_DIST_PATH: dist }, /\n/, ['--browser'])
    expect(said).not.toContain('window cannot open')
    expect(said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#token=|The screens are not built/)
  })
})

const note = () => undefined
const never = () => Promise.reject(new Error('must not install'))

describe('the runtime', () => {
  test.skipIf(process.platform !== 'linux')('is missing without a display', async () => {
    expect(await findElectron({}, note, never)).toEqual({
      missing: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)',
    })
  })

  test('that is named by hand is taken, or named as missing', async () => {
    const dist = runtime('named-', '')
    expect(await findElectron({ ELECTRON_OVERRIDE_DIST_PATH: dist }, note, never)).toEqual({
      program: path.join(dist, 'electron'),
    })
    const nowhere = { ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'nowhere') }
    expect(await findElectron(nowhere, note, never)).toEqual({
      missing: 'ELECTRON_OVERRIDE_DIST_PATH holds no electron',
    })
  })
})

describe.skipIf(process.platform === 'win32')('opening a URL', () => {
  test('gives it to the program as one argument, without a shell', async () => {
    const file = path.join(folder, 'seen')
    const url = 'https://idp.example/?a=1&b=$(id);`id`'
    await openWith(['/bin/sh', '-c', 'printf %s "$1" > "$0"', file], url)
    await openWith(['/usr/bin/env', 'true'], url)
    expect(readFileSync(file, 'utf8')).toBe(url)
  })

  test.each([
    [['/nowhere/browser'], 'is not installed'],
    [['/bin/sh', '-c', 'exit 4'], 'ended with 4'],
    [['/bin/sh', '-c', 'kill -9 $$'], 'ended with a signal'],
  ] as [[string, ...string[]], string][])('%j fails', async (command, why) => {
    await expect(openWith(command, 'https://idp.example/')).rejects.toMatchObject({
      code: 'browser_not_opened',
      message: expect.stringContaining(why),
    })
  })

  test('on an unknown platform without xdg-open is refused by name', async () => {
    const { PATH } = process.env
    process.env['PATH'] = folder
    try {
      await expect(openInBrowser('https://idp.example/', 'sunos')).rejects.toMatchObject({
        message: expect.stringContaining('xdg-open is not installed'),
      })
    } finally {
      process.env['PATH'] = PATH
    }
  })
})
