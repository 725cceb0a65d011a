import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../renderer/transport.ts'
import type { EventMessage } from '../../shared/contract.ts'

const notice = (message: string) => JSON.stringify({ name: 'notice', payload: { message } })

const kept = new Map<string, string>()
const replaced: unknown[] = []

function page(hash: string, fetch: typeof globalThis.fetch): void {
  vi.stubGlobal('window', {})
  vi.stubGlobal('location', { hash, pathname: '/', search: '' })
  vi.stubGlobal('history', { replaceState: (...given: unknown[]) => replaced.push(given[2]) })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  vi.stubGlobal('fetch', fetch)
}

const sent = (fetch: ReturnType<typeof vi.fn>) => new Headers(fetch.mock.lastCall?.[1]?.headers)

beforeEach(() => {
  kept.clear()
  replaced.length = 0
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the door over HTTP', () => {
  it('takes the token out of the address bar and still has it after a reload', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ ok: true, value: {} }))
    page('#token=secret', fetch)
    await connect().call('app.info', {})
    expect(replaced).toEqual(['/'])
    expect(sent(fetch).get('authorization')).toBe('Bearer secret')
    page('', fetch)
    await connect().call('app.info', {})
    expect(sent(fetch).get('authorization')).toBe('Bearer secret')
  })

  it.each([
    ['no answer', () => Promise.reject(new TypeError('fetch failed')), /does not answer/],
    ['a text', async () => new Response('Refused.', { status: 401 }), /not signed in/],
    ['another server', async () => Response.json({ hello: 1 }, { status: 500 }), /500/],
  ])('turns %s into a refusal', async (_name, fetch, message) => {
    page('', fetch)
    const reply = await connect().call('app.info', {})
    expect(reply.ok ? '' : reply.failure.message).toMatch(message)
  })

  it('reads events over chunks, and tells of a gap when it had to connect again', async () => {
    const bodies = [`\n${notice('a')}\n${notice('b').slice(0, 9)}`, `${notice('c')}\n`]
    page('', async (_url, init) => {
      const body = bodies.shift()
      if (body !== undefined) return new Response(body)
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    })
    const seen: EventMessage[] = []
    const gap = vi.fn<() => void>()
    const door = connect()
    door.onGap(gap)
    const stop = door.listen((event) => seen.push(event))
    await vi.waitUntil(() => seen.length === 2)
    stop()
    expect(seen.map((event) => event.payload)).toEqual([{ message: 'a' }, { message: 'c' }])
    expect(gap).toHaveBeenCalledOnce()
  })
})

describe('the door over the bridge', () => {
  it('is the bridge', async () => {
    page('', () => Promise.reject(new Error('not asked')))
    const call = vi.fn<() => Promise<unknown>>(async () => ({ ok: true, value: {} }))
    vi.stubGlobal('window', { bridge: { call, listen: () => () => undefined } })
    expect(await connect().call('app.info', {})).toEqual({ ok: true, value: {} })
    expect(call).toHaveBeenCalledWith('app.info', {})
  })
})
