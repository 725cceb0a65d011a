import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysisSchema, importedSchema } from '../../../shared/connection-form.ts'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { cut, mutated, text, withFreeEntries } from './hostile-texts.ts'

let console: TestConsole
beforeAll(() => {
  console = testConsole()
})
afterAll(() => console.close())

const runs = { numRuns: 600, seed: 20_260_321 }

describe('whatever is typed', () => {
  it('is analysed, and every problem has a place', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        const reply = await console.core.call('connections.analyse', { text })
        if (!reply.ok) throw new Error(reply.failure.message)
        const { problems, valid } = analysisSchema.parse(reply.value)
        expect(problems.some(({ severity }) => severity === 'error')).toBe(!valid)
        for (const { path, message } of problems) {
          expect(Array.isArray(path)).toBe(true)
          expect(message).not.toBe('')
        }
      }),
      runs,
    )
  })

  it('is valid exactly where it can be saved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, withFreeEntries, cut), async (text) => {
        const fresh = testConsole()
        const { valid } = await fresh.call('connections.analyse', { text })
        const saved = await fresh.core.call('connections.save', { text })
        await fresh.close()
        const outcome = saved.ok ? 'saved' : saved.failure.code
        // A key store may refuse what it cannot give back, such as half a character.
        fc.pre(outcome !== 'store_unwritable')
        expect(outcome).toMatch(valid ? /^saved$/ : /_invalid$/)
      }),
      { ...runs, numRuns: 300 },
    )
  })

  it('is imported or not, and what comes of it can be analysed', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        const reply = await console.core.call('connections.import', { text })
        if (!reply.ok) throw new Error(reply.failure.message)
        for (const imported of reply.value) {
          const { text } = importedSchema.parse(imported)
          expect((await console.core.call('connections.analyse', { text })).ok).toBe(true)
        }
      }),
      runs,
    )
  })

  it('changes nothing but its document', () => {
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('a large text', () => {
  const entry = JSON.stringify({
    domain: 'login.example',
    audience: 'a',
    jwks: { keys: [{ kty: 'RSA', x5c: ['A'] }] },
  })
  it.each([
    [
      'entries',
      () =>
        `{"platform":"emporix","emporix":{"tokenExchange":{${Array.from({ length: 8000 }, (_, i) => `"S${i}":${entry}`).join()}}}}`,
    ],
    ['brackets', () => '['.repeat(900_000)],
    ['quotation marks', () => '"'.repeat(900_000)],
    ['Terraform calls', () => 'jsonencode({a=<<X\n'.repeat(40_000)],
    ['Terraform members', () => `jsonencode({${'a="b"\n'.repeat(100_000)}})`],
    ['comments', () => `jsonencode({${'/*'.repeat(400_000)}`],
    ['blanks', () => ' '.repeat(900_000)],
  ])('of %s keeps nobody waiting', async (_, make) => {
    const text = make()
    const start = performance.now()
    expect((await console.core.call('connections.analyse', { text })).ok).toBe(true)
    expect((await console.core.call('connections.import', { text })).ok).toBe(true)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
