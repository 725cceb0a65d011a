import { afterEach, describe, expect, it } from 'vitest'
import { ownerOfState, refusalOfOwner } from '../../../electron/core/flow/callback-owner.ts'
import { CallbackWait } from '../../../electron/core/flow/callback-wait.ts'
import { deliverDeepLink, sentStates } from '../../../electron/core/flow/deep-link-delivery.ts'
import { FlowError } from '../../../electron/core/failure.ts'
import { type CallbackRefusal, refusalIn } from '../../../electron/core/http/callback-outcomes.ts'
import { parseDeepLink } from '../../../electron/core/http/deep-link-callback.ts'
import { type RefusedCallbackKind } from '../../../shared/callback-outcome.ts'
import { redirectSchema } from '../../../shared/redirect.ts'
import type { Run } from '../../../shared/run.ts'
import { handClock } from '../../support/clock.ts'

const deepLink = { redirectUri: 'sso-flow-console://callback' }
const ways = ['loopback', 'deep-link', 'paste'] as const
type Way = (typeof ways)[number]

/** Nobody listens there any more. */
const closed = { kind: 'closed', reason: '' } as const

const waits: CallbackWait[] = []
afterEach(async () => {
  for (const wait of waits.splice(0)) await wait.close()
})

/** Runs beside each other, as the console has them; each knows what the others sent. */
function runs(way: Way) {
  const clock = handClock()
  const all: { number: number; wait: CallbackWait }[] = []
  const ownerOf = (state: string) => {
    const owner = ownerOfState(sentStates(all), state)
    return owner && refusalOfOwner(owner)
  }

  function start() {
    const number = all.length + 1
    const run = { number, shown: null as Run['waiting'], uri: '', abort: new AbortController() }
    const wait = new CallbackWait({ clock, deepLink }, (waiting) => (run.shown = waiting), ownerOf)
    waits.push(wait)
    all.push({ number, wait })
    const expectState = async (state: string) => {
      run.uri = await wait.expect(redirectSchema.parse({ method: way }), state)
    }
    /** In an object, because a promise that is returned would be awaited. */
    const signIn = async (state: string) => {
      await expectState(state)
      const taken = wait.take(run.abort.signal)
      taken.catch(() => undefined)
      return { taken }
    }
    return Object.assign(run, { wait, expectState, signIn })
  }

  /** Brings a callback to a run in its way; null when it was taken. */
  async function bring(
    to: ReturnType<typeof start>,
    query: string,
  ): Promise<CallbackRefusal | typeof closed | null> {
    try {
      if (way === 'loopback') {
        const before = to.shown?.refused.length ?? 0
        const answer = await fetch(`${to.uri}${query}`).catch(() => null)
        if (answer === null) return closed
        return answer.status === 200 ? null : (to.shown?.refused.slice(before)[0] ?? null)
      }
      if (way === 'deep-link') {
        return deliverDeepLink(all, parseDeepLink(`${to.uri}${query}`).parameters)
      }
      to.wait.paste(`${to.uri}${query}`)
      return null
    } catch (thrown) {
      const refusal = refusalIn(thrown)
      if (!refusal) throw thrown
      return refusal
    }
  }
  return { clock, start, bring }
}

const cancelled = new FlowError('cancelled', 'The run was cancelled.')

interface Row {
  outcome: string
  query: string
  kind: Record<Way, RefusedCallbackKind>
  sentence: string
}

const alike = (kind: RefusedCallbackKind) => ({ loopback: kind, 'deep-link': kind, paste: kind })

/** What came before: run 1 used `used`, run 2 cancelled `cancelled`, run 3 signed in again after `over`. */
const rows: Row[] = [
  {
    outcome: 'a foreign state',
    query: '?code=abc&state=foreign',
    kind: alike('foreign-state'),
    sentence: 'came',
  },
  {
    outcome: 'an error redirect with a foreign state',
    query: '?error=access_denied&state=foreign',
    kind: alike('foreign-state'),
    sentence: 'came',
  },
  { outcome: 'no state', query: '?code=abc', kind: alike('no-state'), sentence: 'without state' },
  {
    outcome: 'two codes',
    query: '?code=abc&code=def&state=mine',
    kind: alike('two-codes'),
    sentence: 'repeats the parameter code',
  },
  {
    outcome: 'two states',
    query: '?code=abc&state=mine&state=mine',
    kind: alike('repeated-parameter'),
    sentence: 'repeats the parameter state',
  },
  {
    outcome: 'no parameter at all',
    query: '',
    // Only a listener cannot tell an empty answer from a fragment that browsers keep to themselves.
    kind: { loopback: 'in-fragment', 'deep-link': 'no-state', paste: 'no-answer' },
    sentence: '',
  },
  {
    outcome: 'a replay of another run',
    query: '?code=abc&state=used',
    kind: alike('already-used'),
    sentence: 'already used by run 1',
  },
  {
    outcome: 'the callback of a cancelled run',
    query: '?code=abc&state=cancelled',
    kind: alike('cancelled-run'),
    sentence: 'run 2, which was cancelled',
  },
  {
    outcome: 'the callback of an earlier sign-in of the run',
    query: '?code=abc&state=over',
    kind: alike('ended-run'),
    sentence: 'an earlier sign-in of run 3',
  },
]

/** Run 3 waits for the state `mine`; run 1 and 2 have ended. */
async function scene(way: Way) {
  const { start, bring, clock } = runs(way)
  const [one, two, three] = [start(), start(), start()]
  const first = await one.signIn('used')
  await bring(one, '?code=abc&state=used')
  await first.taken
  const second = await two.signIn('cancelled')
  two.abort.abort(cancelled)
  await second.taken.catch(() => undefined)
  await three.expectState('over')
  const { taken } = await three.signIn('mine')
  return { start, bring, clock, three, taken }
}

describe.each(ways)('a callback by %s', (way) => {
  it.each(rows)('with $outcome is refused and disturbs nothing', async (row) => {
    const { bring, three, taken } = await scene(way)
    expect(await bring(three, row.query)).toMatchObject({
      kind: row.kind[way],
      reason: expect.stringContaining(row.sentence),
    })
    expect(three.shown).not.toBeNull()
    expect(await bring(three, '?code=abc&state=mine')).toBeNull()
    expect((await taken).callback.parameters[0]).toEqual(['code', 'abc'])
  })

  it('with an error is an answer, and taken', async () => {
    const { bring, three, taken } = await scene(way)
    expect(await bring(three, '?error=access_denied&state=mine')).toBeNull()
    expect((await taken).callback.parameters[0]).toEqual(['error', 'access_denied'])
  })

  const after = {
    cancel: { loopback: 'closed', 'deep-link': 'cancelled-run', paste: 'cancelled-run' },
    timeout: { loopback: 'closed', 'deep-link': 'ended-run', paste: 'ended-run' },
  } as const

  it('after the run was cancelled changes nothing and says so', async () => {
    const { bring, three, taken } = await scene(way)
    three.abort.abort(cancelled)
    await expect(taken).rejects.toBe(cancelled)
    expect((await bring(three, '?code=abc&state=mine'))?.kind).toBe(after.cancel[way])
    expect(three.shown).toBeNull()
  })

  it('after the time was over says so', async () => {
    const { bring, three, taken, clock } = await scene(way)
    clock.advance(600_000)
    await expect(taken).rejects.toMatchObject({ code: 'callback_timeout' })
    expect((await bring(three, '?code=abc&state=mine'))?.kind).toBe(after.timeout[way])
    expect(three.shown).toBeNull()
  })
})

describe.each(['deep-link', 'paste'] as const)('by %s, a callback that comes again', (way) => {
  it('is refused as used, at once and later', async () => {
    const { bring, three, taken } = await scene(way)
    expect(await bring(three, '?code=abc&state=mine')).toBeNull()
    const used = { kind: 'already-used', reason: 'This callback was already used by run 3.' }
    expect(await bring(three, '?code=abc&state=mine')).toEqual(used)
    await taken
    expect(await bring(three, '?code=abc&state=mine')).toEqual(used)
  })
})

describe('the callback of another run that waits', () => {
  it.each(['loopback', 'paste'] as const)('by %s is not taken by this one', async (way) => {
    const { start, bring, three, taken } = await scene(way)
    const four = start()
    await four.signIn('of-four')
    expect(await bring(three, '?code=abc&state=of-four')).toMatchObject({
      kind: 'other-run',
      reason: expect.stringContaining('run 4, which still waits for it'),
    })
    expect(four.shown).not.toBeNull()
    expect(await bring(three, '?code=abc&state=mine')).toBeNull()
    await taken
  })

  it('by deep link goes to it: a link names no run', async () => {
    const { start, bring, three } = await scene('deep-link')
    const four = start()
    const { taken } = await four.signIn('of-four')
    expect(await bring(three, '?code=abc&state=of-four')).toBeNull()
    expect((await taken).callback.via).toBe('deep-link')
    expect(three.shown).not.toBeNull()
  })
})

describe('a callback that comes to the listener alone', () => {
  it('from a script or under another name is refused, kept with the run and named', async () => {
    const { start } = runs('loopback')
    const run = start()
    await run.signIn('mine')
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'cors',
      origin: 'https://e.test',
    }
    expect((await fetch(`${run.uri}?code=abc&state=mine`, { headers })).status).toBe(403)
    const named = run.uri.replace('127.0.0.1', 'localhost')
    expect((await fetch(`${named}?code=abc&state=mine`)).status).toBe(421)
    // Node's fetch asks once more after a 421, as the Fetch standard lets it.
    expect(run.shown?.refused.slice(0, 2)).toMatchObject([
      { kind: 'foreign-script', came: 'GET /callback?code=••••&state=••••' },
      { kind: 'foreign-host' },
    ])
    expect(JSON.stringify(run.shown)).not.toContain('abc')
  })

  it('before the run waits is kept, and taken or shown then', async () => {
    const { start } = runs('loopback')
    const run = start()
    const uri = await run.wait.expect(redirectSchema.parse({}), 'mine')
    expect((await fetch(`${uri}?code=abc&state=foreign`)).status).toBe(400)
    expect((await fetch(`${uri}?code=abc&state=mine`)).status).toBe(200)
    const { callback } = await run.wait.take(run.abort.signal)
    expect(callback.parameters[0]).toEqual(['code', 'abc'])
  })
})

describe('a pasted callback', () => {
  it('is refused while no sign-in has begun', () => {
    const { wait } = runs('paste').start()
    expect(() => wait.paste('?code=abc&state=mine')).toThrowError(
      expect.objectContaining({ code: 'callback_refused', evidence: { kind: 'not-awaited' } }),
    )
  })

  it('is taken after the time was over where it is still wanted, once', async () => {
    const { start, clock } = runs('paste')
    const run = start()
    const { taken } = await run.signIn('mine')
    clock.advance(600_000)
    await expect(taken).rejects.toMatchObject({ code: 'callback_timeout' })
    expect(run.wait.isOpen).toBe(false)
    expect(() => run.wait.paste('?code=abc&state=foreign', { late: true })).toThrow('not ours')
    expect(run.wait.paste('?code=abc&state=mine', { late: true })).toBe('late')
    expect(run.wait.isOpen).toBe(true)
    const { callback, exchange } = await run.wait.take(run.abort.signal)
    expect(callback).toMatchObject({
      via: 'paste',
      parameters: [
        ['code', 'abc'],
        ['state', 'mine'],
      ],
    })
    expect(exchange.label).toBe('Callback by paste')
    expect(() => run.wait.paste('?code=abc&state=mine', { late: true })).toThrow('already used')
  })

  it('of a cancelled run is not taken late', async () => {
    const { start } = runs('paste')
    const run = start()
    const { taken } = await run.signIn('mine')
    run.abort.abort(cancelled)
    await expect(taken).rejects.toBe(cancelled)
    expect(() => run.wait.paste('?code=abc&state=mine', { late: true })).toThrow('was cancelled')
  })
})
