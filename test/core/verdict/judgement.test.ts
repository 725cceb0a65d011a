import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { RequestListener } from 'node:http'
import { judgementSchema } from '../../../shared/judgement.ts'
import { runToEnd, testConsole } from '../../support/console.ts'
import { answering, bodyOf, serve } from '../tokens/introspection-server.ts'
import { asking, openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})

const opened = testConsole()
afterAll(() => opened.close())
const call: typeof opened.call = (name, input) => opened.call(name, input)

interface Ask {
  document?: unknown
  site?: string | null
  mode?: 'auto' | 'online' | 'offline' | 'both'
  customers?: string
  at?: number
  skew?: number
  identifier?: 'EMAIL' | 'SUBJECT'
  autoprovisioning?: boolean
}

const judgeText = (
  text: string,
  { document = shop.document, site = null, mode = 'auto', ...rest }: Ask = {},
) =>
  call('token.judge', {
    token: { text },
    configuration: { document: JSON.stringify(document), site },
    mode,
    ...rest,
  })

/** A provider that answers about every token, and counts how often it was asked. */
async function provider(answer: (token: string) => unknown) {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    void bodyOf(request).then((body) => {
      const token = body.get('token') ?? ''
      asked.push(token)
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer(token)))
    })
  }
  const base = await serve(listener)
  return { asked, host: new URL(base).host, entry: asking(base) }
}

const claimsOf = (token: string): object =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object

describe('a token against a document', () => {
  it('is judged as configured, and nobody is asked offline', async () => {
    const judgement = await judgeText(await shop.sign())
    expect(judgement).toMatchObject({
      mode: 'auto',
      skew: 0,
      verdicts: [
        { verdict: 'accepted', mode: 'offline', site: 'default', customer: { outcome: 'unknown' } },
      ],
      twin: null,
      introspection: null,
      customers: null,
      hosts: [],
    })
    expect(judgementSchema.parse(judgement)).toEqual(judgement)
  })

  it('may be pasted with what people copy along', async () => {
    const judgement = await judgeText(`"Bearer ${await shop.sign()}"\n`)
    expect(judgement.verdicts[0]?.verdict).toBe('accepted')
  })

  it('is judged at the instant asked for, and again at another without asking anybody', async () => {
    const online = await provider((token) => ({ active: true, ...claimsOf(token) }))
    const token = await shop.sign({ exp: 2_000_000_000, iat: 1_000_000_000 })
    const document = { default: { ...shop.document.default, ...online.entry, jwks: null } }
    const judgement = await judgeText(token, { document, at: 2_000_000_100 })
    expect(judgement.verdicts[0]).toMatchObject({ mode: 'online', firstFailure: 'expiry' })
    expect(judgement.hosts).toEqual([
      { host: online.host, party: 'identity-provider', from: 'the document' },
    ])

    const { id } = judgement
    const later = await call('token.rejudge', { id, at: 2_000_000_100, skew: 200 })
    expect(later).toMatchObject({
      id,
      at: 2_000_000_100,
      skew: 200,
      verdicts: [{ verdict: 'accepted' }],
    })
    const atEnd = await call('token.rejudge', { id, at: 2_000_000_000 })
    expect(atEnd.verdicts[0]?.firstFailure).toBe('expiry')
    const before = await call('token.rejudge', { id, at: 1_999_999_999 })
    expect(before.verdicts[0]?.verdict).toBe('accepted')
    expect(online.asked).toEqual([token])
  })

  it('is refused like the platform does when the configuration does not exist', async () => {
    const { verdicts } = await judgeText(await shop.sign(), { site: 'default ' })
    expect(verdicts).toMatchObject([
      { verdict: 'rejected', platformStatus: 400, firstFailure: 'configuration', site: 'default ' },
    ])
    expect(verdicts[0]?.checks.filter(({ status }) => status === 'failed')).toHaveLength(1)
  })

  it('needs a configuration that can be read', async () => {
    const token = await shop.sign()
    await expect(judgeText(token, { document: [] })).rejects.toThrow('configuration_invalid')
    await expect(judgeText(token, { mode: 'online' })).rejects.toThrow('default.domain')
    await expect(
      call('token.judge', {
        token: { text: token },
        configuration: { document: '{\n "a"', site: null },
        mode: 'auto',
      }),
    ).rejects.toThrow(/configuration_invalid: .*line 2, column 5/)
    await expect(
      call('token.judge', {
        token: { text: token },
        configuration: { document: '{}', platform: 'nobody' },
        mode: 'auto',
      }),
    ).rejects.toThrow('capability_missing')
  })

  it('is never sent anywhere when it is no token', async () => {
    const online = await provider(() => ({ active: true }))
    const document = { default: online.entry }
    for (const text of ['', 'two words', 'ein Töken'])
      expect((await judgeText(text, { document })).verdicts[0]).toMatchObject({
        firstFailure: 'format',
      })
    expect(online.asked).toEqual([])
  })

  it('takes the overrides of the person', async () => {
    const token = await shop.sign({ email: undefined })
    const customers = 'email,providerId\nbob@example.com,sub-1'
    const byEmail = await judgeText(token, { customers })
    expect(byEmail.verdicts[0]?.firstFailure).toBe('identifier')
    const bySubject = await judgeText(token, { customers, identifier: 'SUBJECT' })
    expect(bySubject.verdicts[0]).toMatchObject({
      verdict: 'accepted',
      customer: { outcome: 'found' },
    })
    const off = {
      customers: 'email\nbob@example.com',
      identifier: 'SUBJECT' as const,
      autoprovisioning: false,
    }
    expect((await judgeText(token, off)).verdicts[0]).toMatchObject({
      firstFailure: 'customer',
      platformStatus: 404,
    })
  })

  it('comes with the preview of the customer list', async () => {
    const { customers } = await judgeText(await shop.sign({ email_verified: false }), {
      customers: 'customerNumber,email\nC1,ALICE@example.com',
    })
    expect(customers).toMatchObject({
      total: 1,
      outcomes: [
        { field: 'EMAIL', outcome: 'found', customers: ['C1'] },
        { field: 'SUBJECT', outcome: 'created' },
      ],
    })
    expect(customers?.cases.map(({ id }) => id)).toEqual([
      'unverified-match',
      'without-provider-id',
    ])
    await expect(judgeText(await shop.sign(), { customers: 'x,y\n1,2' })).rejects.toThrow(
      'customers_invalid',
    )
  })

  it('shows no token that hides in a claim', async () => {
    const hidden = await shop.sign()
    const judgement = await judgeText(await shop.sign({ azp: hidden }))
    expect(JSON.stringify(judgement)).not.toContain(hidden.split('.')[1])
  })
})

describe('both modes', () => {
  it("agree on a good token, the platform's own mode first", async () => {
    const online = await provider((token) => ({ active: true, ...claimsOf(token) }))
    const document = { default: { ...shop.document.default, ...online.entry } }
    const { verdicts, twin } = await judgeText(await shop.sign(), { document, mode: 'both' })
    expect(verdicts.map(({ mode }) => mode)).toEqual(['offline', 'online'])
    expect(twin).toMatchObject({ agree: true, explanations: [], missing: null })
  })

  it('explain a revoked token', async () => {
    const online = await provider(() => ({ active: false }))
    const document = { default: { ...shop.document.default, ...online.entry } }
    const { twin, introspection } = await judgeText(await shop.sign(), { document, mode: 'both' })
    expect(twin?.explanations.map(({ id }) => id)).toEqual(['revoked', 'customer-follows'])
    expect(introspection).toMatchObject({ status: 200, active: false, claims: null })
  })

  it('say that the provider was not reached', async () => {
    const base = await serve(answering(200, {}))
    const document = { default: { ...shop.document.default, ...asking(base.replace(/\d+$/, '1')) } }
    const { twin, introspection } = await judgeText(await shop.sign(), { document, mode: 'both' })
    expect(introspection?.failure?.kind).toBe('unreachable')
    expect(twin?.explanations[0]?.id).toBe('introspection-unreachable')
  })

  it('say which one the configuration cannot do', async () => {
    const { verdicts, twin } = await judgeText(await shop.sign(), { mode: 'both' })
    expect(verdicts).toHaveLength(1)
    expect(twin).toMatchObject({
      rows: [],
      missing: { mode: 'online' },
      explanations: [{ id: 'one-mode' }],
    })
  })
})

describe('judgements are kept', () => {
  it('but only the last ones', async () => {
    const token = await shop.sign()
    const { id } = await judgeText(token)
    for (let more = 0; more < 19; more += 1) await judgeText(token)
    expect((await call('token.rejudge', { id })).id).toBe(id)
    await judgeText(token)
    await expect(call('token.rejudge', { id })).rejects.toThrow('judgement_unknown')
  })
})

describe('a token of a run', () => {
  it('is inspected and judged in the core, against a connection that is read live', async () => {
    const console = testConsole()
    onTestFinished(() => console.close())
    const token = await shop.sign()
    const run = await runToEnd(console, {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
      site: 'Site_PL',
      subjectToken: token,
    })
    const source = { runId: run.id, stageId: 'anonymous-session', name: 'anonymous access_token' }
    expect(await console.call('token.inspect', { token: source })).toMatchObject({ kind: 'opaque' })

    const judgement = await console.call('token.judge', {
      token: source,
      configuration: { connectionId: 'sandbox', site: 'Site_DE' },
      mode: 'auto',
    })
    expect(judgement.verdicts[0]).toMatchObject({
      mode: 'online',
      site: 'Site_DE',
      firstFailure: 'active',
    })
    expect(judgement.hosts.map(({ from }) => from)).toEqual(['connection Sandbox'])

    await expect(
      console.call('token.inspect', { token: { ...source, name: 'id_token' } }),
    ).rejects.toThrow(
      'input_invalid: The stage anonymous-session brought no token id_token; it brought:',
    )
    await expect(
      console.call('token.inspect', { token: { ...source, runId: 'none' } }),
    ).rejects.toThrow('run_unknown')
  })

  it('is inspected from a text as well', async () => {
    const token = await shop.sign()
    const inspected = await call('token.inspect', { token: { text: `Bearer ${token}` } })
    expect(inspected).toMatchObject({ name: 'token', kind: 'jws', claims: { sub: 'sub-1' } })
    expect(JSON.stringify(inspected)).not.toContain(token.split('.')[2])
  })
})
