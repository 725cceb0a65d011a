import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canaries } from '../support/canary.ts'

/* What a fault that nobody caught leaves on the terminal: where it happened, and no secret. */

const secrets = { file: 'kanari-file+/="7f3a', environment: 'kanari environment 91c2', key: '' }
secrets.key = Buffer.alloc(32, 'kanari-key').toString('base64')
const document = JSON.stringify({
  name: 'acme',
  identityProvider: { clientId: 'console', clientSecret: secrets.file },
})
const headless = path.join(import.meta.dirname, '../../electron/headless')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'crash-'))
  writeFileSync(path.join(folder, 'acme.json'), document)
})
afterAll(() => rmSync(folder, { recursive: true }))

const quoting = {
  'a document': "readFileSync(process.env.ACME_FILE, 'utf8')",
  'a secret of the environment': 'process.env.ACME_CLIENT_SECRET',
  'the key': 'process.env.SSO_FLOW_CONSOLE_KEY',
}

/** Throws when there is nothing left to do, where nobody catches it. */
function fault(quoted: string, rejects: boolean): string {
  const file = path.join(folder, 'fault.mjs')
  const error = `new Error('a fault quotes ' + ${quoted})`
  const thrown = rejects ? `void Promise.reject(${error})` : `throw ${error}`
  const lines = [
    "import { readFileSync } from 'node:fs'",
    `process.once('beforeExit', function misstep() { ${thrown} })`,
  ]
  writeFileSync(file, lines.join('\n'))
  return file
}

function run(program: string, args: string[], file: string) {
  const child = spawn(
    process.execPath,
    [`--import=${file}`, path.join(headless, program), ...args],
    {
      env: {
        ...process.env,
        SSO_FLOW_CONSOLE_DATA: folder,
        SSO_FLOW_CONSOLE_KEY: secrets.key,
        ACME_FILE: path.join(folder, 'acme.json'),
        ACME_CLIENT_SECRET: secrets.environment,
      },
    },
  )
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (said[stream] += chunk))
  return new Promise<{ code: number | null } & typeof said>((resolve) => {
    child.once('close', (code) => resolve({ ...said, code }))
  })
}

describe('a fault that nobody caught', () => {
  it.each(Object.entries(quoting))(
    'and that quotes %s tells only where it was',
    async (_, quoted) => {
      for (const rejects of [false, true]) {
        const { code, stdout, stderr } = await run('cli.ts', ['flows'], fault(quoted, rejects))
        expect(code).toBe(1)
        expect(stderr).toMatch(/error: Error: a fault quotes [\s\S]*misstep/)
        expect(canaries(Object.values(secrets)).inText(stdout + stderr)).toEqual([])
      }
    },
  )

  it('ends the launcher the same way', async () => {
    const file = fault(quoting['a document'], false)
    const { code, stderr } = await run('start.ts', ['--help'], file)
    expect(code).toBe(1)
    expect(stderr).toMatch(/error: Error: a fault quotes [\s\S]*misstep/)
    expect(canaries(Object.values(secrets)).inText(stderr)).toEqual([])
  })
})
