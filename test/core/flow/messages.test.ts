import { describe, expect, it } from 'vitest'
import { messagesOf, type StageSoFar } from '../../../electron/core/flow/messages.ts'
import {
  local,
  onHop,
  openBrowser,
  sent,
  unseen,
} from '../../../electron/core/flow/planned-rows.ts'
import type { PlannedMessage } from '../../../electron/core/flow/stage.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import type { Failure } from '../../../shared/failure.ts'

const token = { label: 'Token request', party: 'identity-provider' } as const
const keys = { label: 'Key set', party: 'identity-provider' } as const

let count = 0
const exchange = (
  label: string,
  status: number | null,
  more: Partial<Exchange> = {},
): Exchange => ({
  id: `exchange ${++count}`,
  label,
  party: 'identity-provider',
  incoming: false,
  request: {
    method: 'POST',
    url: 'https://login.example/realms/shop/token?code=sx7Ncm4Zg2Qp&state=1#top',
    headers: [],
    body: null,
  },
  response:
    status === null ? null : { status, statusText: '', headers: [], body: '', size: 0, cut: false },
  failure: null,
  edited: false,
  startedAt: 0,
  timing: { connect: 5, wait: 30, receive: 5 },
  ...more,
})

const nothing: StageSoFar = {
  status: 'not-run',
  record: null,
  exchanges: [],
  previews: [],
  held: null,
  waitingSince: null,
  now: 10_000,
}
const record = { startedAt: 0, endedAt: 100, gives: {}, failure: null }
const failedWith = (failure: Pick<Failure, 'code' | 'kind'>) => ({
  ...record,
  gives: null,
  failure: { ...failure, message: 'No.' },
})

const rowsOf = (messages: readonly PlannedMessage[] | undefined, soFar: Partial<StageSoFar>) =>
  messagesOf(
    {
      id: 'redeem',
      title: 'Redeem the code',
      ...(messages && { messages }),
      ...(soFar.previews && { preview: () => [] }),
    },
    { ...nothing, ...soFar },
  )
const statesOf = (...given: Parameters<typeof rowsOf>) =>
  rowsOf(...given).map(({ title, state }) => `${title}: ${state}`)

const plan = [sent(token), sent(keys), local('Check the tokens')]
const signIn = [
  openBrowser,
  unseen('browser', 'identity-provider', { title: 'Authorization request' }),
]

describe('the rows of a stage', () => {
  it('stand before anything is sent, in their order', () => {
    expect(statesOf(plan, {})).toEqual([
      'Token request: not-run',
      'Key set: not-run',
      'Check the tokens: not-run',
    ])
  })

  it('are the stage itself where it plans none', () => {
    expect(rowsOf(undefined, {})).toMatchObject([
      { title: 'Redeem the code', from: 'console', to: 'console', kind: 'local' },
    ])
  })

  it('take the exchange of their label, and each further one has a row after it', () => {
    const exchanges = [
      exchange('Token request', 200),
      exchange('Key set', 503),
      exchange('Key set', 200),
      exchange('User info', 200),
    ]
    const rows = rowsOf(plan, { status: 'passed', record, exchanges })
    expect(rows.map(({ title, exchangeId }) => [title, exchangeId])).toEqual([
      ['Token request', exchanges[0]?.id],
      ['Key set', exchanges[1]?.id],
      ['Key set', exchanges[2]?.id],
      ['User info', exchanges[3]?.id],
      ['Check the tokens', null],
    ])
    expect(rows.map(({ state }) => state)).toEqual([
      'passed',
      'warning',
      'passed',
      'passed',
      'passed',
    ])
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it('leave what was not needed as skipped, and what nobody here can see as not seen', () => {
    expect(
      statesOf([...plan, ...signIn], {
        status: 'passed',
        record,
        exchanges: [exchange('Token request', 200)],
      }),
    ).toEqual([
      'Token request: passed',
      'Key set: skipped',
      'Check the tokens: passed',
      'Open the browser: passed',
      'Authorization request: not-seen',
    ])
  })

  it('leave an optional row out until it is previewed or sent', () => {
    const optional = [{ ...sent(token), optional: true } as const, local('Check')]
    const preview = { label: token.label, method: 'POST', url: 'https://login.example/token' }
    expect(statesOf(optional, {})).toEqual(['Check: not-run'])
    expect(statesOf(optional, { previews: [preview] })).toHaveLength(2)
    expect(
      statesOf(optional, { status: 'passed', record, exchanges: [exchange(token.label, 200)] }),
    ).toHaveLength(2)
  })

  it('keep the hop, also for a repeated request', () => {
    const exchanges = [exchange(token.label, 500), exchange(token.label, 200)]
    const rows = rowsOf(onHop(2, sent(token)), { status: 'passed', record, exchanges })
    expect(rows.map(({ hop }) => hop)).toEqual([2, 2])
  })

  it('take a callback whatever way it came', () => {
    const came = exchange('Callback by paste', null, { incoming: true, party: 'browser' })
    const callback: PlannedMessage = {
      from: 'browser',
      to: 'console',
      title: 'Callback',
      kind: 'request',
      label: 'Callback',
    }
    const rows = rowsOf([callback], { status: 'passed', record, exchanges: [came] })
    expect(rows).toMatchObject([{ exchangeId: came.id, state: 'passed', status: null }])
  })

  it('do not show what a stage sent before it was taken back', () => {
    const exchanges = [exchange('Token request', 200)]
    expect(rowsOf(plan, { status: 'next', record, exchanges })[0]).toMatchObject({
      state: 'next',
      exchangeId: null,
    })
  })
})

describe('what a row says', () => {
  it('is the path without query and host, or that it is a redirect', () => {
    const redirect = unseen('identity-provider', 'browser', { title: 'Back', kind: 'redirect' })
    const rows = rowsOf([sent(token), redirect], {
      status: 'passed',
      record,
      exchanges: [exchange(token.label, 200)],
    })
    expect(rows.map(({ detail }) => detail)).toEqual(['POST /realms/shop/token', 'redirect'])
  })

  it('is known from the preview before it is sent, and masked', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'
    const url = `https://login.example/keys/${token}?a=1`
    const previews = [{ label: keys.label, method: 'GET', url }]
    const [row] = rowsOf([sent(keys)], { previews })
    expect(row?.detail).toMatch(/^GET \/keys\/.*••••$/)
    expect(row?.detail).not.toContain('c2lnbmF0dXJl')
  })

  it('is its own time, and for work of the console what is left of the stage', () => {
    const exchanges = [exchange('Token request', 200), exchange('Key set', 200)]
    const rows = rowsOf(plan, { status: 'passed', record, exchanges })
    expect(rows.map(({ durationMs }) => durationMs)).toEqual([40, 40, 20])
  })
})

describe('a stage at work', () => {
  it('has one running row after what it has sent', () => {
    const exchanges = [exchange('Token request', 200)]
    expect(statesOf(plan, { status: 'running', exchanges })).toEqual([
      'Token request: passed',
      'Key set: running',
      'Check the tokens: not-run',
    ])
  })

  it('waits for the callback, and says since when', () => {
    const rows = rowsOf([unseen('identity-provider', 'browser', { title: 'Back' }), sent(keys)], {
      status: 'waiting',
      waitingSince: 4000,
    })
    expect(rows.map(({ state, durationMs }) => [state, durationMs])).toEqual([
      ['not-seen', null],
      ['waiting', 6000],
    ])
  })

  it('waits for a choice where it works by itself', () => {
    expect(statesOf(plan, { status: 'choosing' })).toEqual([
      'Token request: skipped',
      'Key set: skipped',
      'Check the tokens: waiting',
    ])
  })

  it('holds the request that is held, planned or not', () => {
    expect(statesOf(plan, { status: 'held', held: keys })).toEqual([
      'Token request: skipped',
      'Key set: held',
      'Check the tokens: not-run',
    ])
    const exchanges = [exchange('Token request', 200)]
    expect(statesOf(plan, { status: 'held', held: token, exchanges })).toEqual([
      'Token request: passed',
      'Token request: held',
      'Key set: not-run',
      'Check the tokens: not-run',
    ])
  })

  it('comes next with the request that is sure to be sent', () => {
    const previews = [{ label: keys.label, method: 'GET', url: 'https://login.example/keys' }]
    expect(statesOf([sent(token), sent(keys)], { status: 'next', previews })).toEqual([
      'Token request: not-run',
      'Key set: next',
    ])
    expect(statesOf(plan, { status: 'next', previews: [] })[2]).toBe('Check the tokens: next')
  })

  it('comes next with its first request where it cannot tell what it sends', () => {
    expect(statesOf(plan, { status: 'next' })[0]).toBe('Token request: next')
  })
})

describe('a stage that does not count', () => {
  it.each(['stale', 'skipped', 'not-run', 'not-reached'] as const)(
    '%s: so are its rows',
    (status) => {
      const states = rowsOf([...plan, ...signIn], { status, record }).map(({ state }) => state)
      expect(new Set(states)).toEqual(new Set([status]))
    },
  )

  it('keeps what it sent while it is stale', () => {
    const exchanges = [exchange('Token request', 200)]
    expect(rowsOf(plan, { status: 'stale', record, exchanges })[0]).toMatchObject({
      exchangeId: exchanges[0]?.id,
      status: 200,
    })
  })
})

describe('a stage that failed', () => {
  const refused = { code: 'token_request_refused', kind: 'rejected' } as const
  const failed = { status: 'failed', record: failedWith(refused) } as const

  it('fails at the refused exchange', () => {
    expect(statesOf(plan, { ...failed, exchanges: [exchange('Token request', 400)] })).toEqual([
      'Token request: failed',
      'Key set: not-reached',
      'Check the tokens: not-reached',
    ])
  })

  it('fails where its own check said no after good answers', () => {
    const exchanges = [exchange('Token request', 200), exchange('Key set', 200)]
    const record = failedWith({ code: 'id_token_invalid', kind: 'rejected' })
    expect(statesOf(plan, { status: 'failed', record, exchanges })).toEqual([
      'Token request: passed',
      'Key set: passed',
      'Check the tokens: failed',
    ])
  })

  it('blames the answer, not the browser, for a document that cannot be used', () => {
    const exchanges = [exchange(keys.label, 200)]
    const record = failedWith({ code: 'metadata_invalid', kind: 'rejected' })
    expect(statesOf([sent(keys), ...signIn], { status: 'failed', record, exchanges })).toEqual([
      'Key set: failed',
      'Open the browser: not-reached',
      'Authorization request: not-reached',
    ])
  })

  it('blames the browser where this machine is at fault', () => {
    const exchanges = [exchange(keys.label, 200)]
    const record = failedWith({ code: 'port_occupied', kind: 'invalid' })
    expect(statesOf([sent(keys), ...signIn], { status: 'failed', record, exchanges })[1]).toBe(
      'Open the browser: failed',
    )
  })

  it('fails at a redirect that must not be followed', () => {
    const record = failedWith({ code: 'redirect_refused', kind: 'rejected' })
    const exchanges = [exchange('Token request', 302)]
    expect(statesOf(plan, { status: 'failed', record, exchanges })[0]).toBe('Token request: failed')
  })

  it('fails at its first request where nothing was sent', () => {
    const record = failedWith({ code: 'secret_missing', kind: 'invalid' })
    expect(statesOf([sent(token)], { status: 'failed', record })).toEqual(['Token request: failed'])
  })

  it('says nothing of what the other party did inside', () => {
    const social = { label: 'Social login', party: 'platform' } as const
    const inside = unseen('platform', 'identity-provider', { title: 'Redeems the code' })
    expect(
      statesOf([sent(social), inside], { ...failed, exchanges: [exchange(social.label, 400)] }),
    ).toEqual(['Social login: failed', 'Redeems the code: not-seen'])
  })

  it('that judged and went on has passed all but the judgement', () => {
    const exchanges = [exchange('Token request', 200)]
    expect(statesOf(plan, { status: 'failed', record, exchanges })).toEqual([
      'Token request: passed',
      'Key set: skipped',
      'Check the tokens: failed',
    ])
    const late = [exchange('Token request', 401), exchange('Key set', 200)]
    expect(
      statesOf([sent(token), sent(keys)], { status: 'failed', record, exchanges: late }),
    ).toEqual(['Token request: failed', 'Key set: passed'])
  })
})
