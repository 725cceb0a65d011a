import { describe, expect, it } from 'vitest'
import { createTokens } from '../../renderer/features/tokens/tokens-store.ts'
import { judgedOf } from '../../renderer/features/tokens/tokens-state.ts'
import type { Door } from '../../renderer/transport.ts'
import type { Reply } from '../../shared/contract.ts'
import { inspected } from './tokens-inspected.ts'

const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })
const input = { configuration: { connectionId: 'sandbox', site: null }, mode: 'auto' } as const

/** The core's side: every call is noted, each answer given at once unless the test holds it. */
function opened(
  replies: Record<string, (input: never) => Reply<unknown> | Promise<Reply<unknown>>> = {},
) {
  const called: [string, Record<string, unknown>][] = []
  const all: typeof replies = {
    'token.inspect': () => ok(inspected()),
    'token.judge': ({ at, skew }: { at?: number; skew?: number }) =>
      ok({ id: 'j1', at: at ?? 100, skew: skew ?? 0, verdicts: [] }),
    'token.rejudge': ({ id, at, skew }: { id: string; at?: number; skew?: number }) =>
      ok({ id, at: at ?? 100, skew: skew ?? 0, verdicts: [] }),
    ...replies,
  }
  const door: Pick<Door, 'call'> = {
    call: async (name, input) => {
      called.push([name, input])
      return (await all[name]?.(input as never)) as never
    },
  }
  const frames: (() => void)[] = []
  const tokens = createTokens(door, (call) => frames.push(call))
  return {
    tokens,
    called,
    state: () => tokens.store.getState(),
    names: () => called.map(([name]) => name),
    /** Draws a picture and lets what it began come to its end. */
    draw: async () => {
      for (const frame of frames.splice(0)) frame()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const judgement = (fake: ReturnType<typeof opened>) => judgedOf(fake.state())?.judgement

describe('tokens of a window', () => {
  it('reads a pasted one once, however often it is pasted', async () => {
    const { tokens, names, state } = opened()
    await tokens.paste('a.b.c')
    await tokens.paste('d.e.f')
    await tokens.paste('a.b.c')
    expect(names()).toEqual(['token.inspect', 'token.inspect'])
    expect(state().chosen?.source).toEqual({ text: 'a.b.c' })
    expect(state().pasted).toHaveLength(2)
  })

  it('asks nobody by choosing, pasting or changing the settings', async () => {
    const { tokens, names } = opened()
    await tokens.paste('a.b.c')
    tokens.change({ mode: 'both' })
    tokens.allowSkew(30)
    expect(names()).toEqual(['token.inspect'])
  })

  it('forgets a token with its verdict', async () => {
    const { tokens, state } = opened()
    await tokens.paste('a.b.c')
    await tokens.judge(input)
    tokens.forget(state().chosen?.key ?? '')
    expect(state()).toMatchObject({ chosen: null, pasted: [], judged: {} })
  })
})

describe('the slider', () => {
  it('evaluates once for each picture, at the last instant', async () => {
    const fake = opened()
    await fake.tokens.paste('a.b.c')
    await fake.tokens.judge(input)
    for (const at of [101, 102, 103]) fake.tokens.evaluateAt(at)
    await fake.draw()
    expect(fake.called.slice(2)).toEqual([['token.rejudge', { id: 'j1', skew: 0, at: 103 }]])
    expect(judgement(fake)?.at).toBe(103)
  })

  it('evaluates again when it was moved while an answer was awaited', async () => {
    const first = Promise.withResolvers<Reply<unknown>>()
    const answers = [first.promise]
    const fake = opened({
      'token.rejudge': ({ id, at }: { id: string; at: number }) =>
        answers.shift() ?? ok({ id, at, skew: 0, verdicts: [] }),
    })
    await fake.tokens.paste('a.b.c')
    await fake.tokens.judge(input)
    fake.tokens.evaluateAt(200)
    await fake.draw()
    fake.tokens.evaluateAt(300)
    await fake.draw()
    first.resolve(ok({ id: 'j1', at: 200, skew: 0, verdicts: [] }))
    await fake.draw()
    await fake.draw()
    expect(judgement(fake)?.at).toBe(300)
    expect(fake.names().filter((name) => name === 'token.judge')).toHaveLength(1)
  })

  it('follows the clock again without an instant', async () => {
    const fake = opened()
    await fake.tokens.paste('a.b.c')
    await fake.tokens.judge(input)
    fake.tokens.evaluateAt(300)
    await fake.draw()
    fake.tokens.evaluateAt(null)
    await fake.draw()
    expect(fake.called.at(-1)).toEqual(['token.rejudge', { id: 'j1', skew: 0 }])
  })
})

describe('a refusal stands at what it concerns', () => {
  const refusal = (code: string) => (): Reply<unknown> =>
    ({ ok: false, failure: { code, kind: 'invalid', message: 'No.' } }) as Reply<unknown>
  const byDocument = { configuration: { document: '{}', site: null }, mode: 'auto' } as const

  it.each([
    ['configuration_invalid', byDocument, 'document'],
    ['configuration_invalid', input, 'judge'],
    ['customers_invalid', input, 'customers'],
    ['host_unreachable', byDocument, 'judge'],
  ] as const)('%s with %o: %s', async (code, judged, place) => {
    const { tokens, state } = opened({ 'token.judge': refusal(code) })
    await tokens.paste('a.b.c')
    await tokens.judge(judged)
    expect(Object.keys(state().problems)).toEqual([place])
    expect(state().judgingSince).toBeNull()
  })

  it('goes when the field is mended', async () => {
    const { tokens, state } = opened({ 'token.judge': refusal('configuration_invalid') })
    await tokens.paste('a.b.c')
    await tokens.judge(byDocument)
    tokens.change({ document: '{"default": {}}' })
    expect(state().problems.document).toBeUndefined()
  })
})
