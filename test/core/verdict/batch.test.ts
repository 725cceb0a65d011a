import { beforeAll, describe, expect, it } from 'vitest'
import { exportJWK, generateKeyPair } from 'jose'
import * as fc from 'fast-check'
import { verdictSchema, type Verdict } from '../../../shared/check.ts'
import { judgeBatch } from '../../../electron/core/verdict/batch.ts'
import { type BatchSetup, lineJudge } from '../../../electron/core/verdict/batch-line.ts'
import { lineChunks, overlongLine } from '../../../electron/core/verdict/line-chunks.ts'
import { maskedVerdict, maskedWhereNeeded } from '../../../electron/core/verdict/masked-verdict.ts'
import { testConsole } from '../../support/console.ts'
import { answering, bodyOf, serve } from '../tokens/introspection-server.ts'
import { asking, openShop, type Shop } from './shop.ts'
import { offline } from './subject.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})

const setupOf = (changed: Partial<BatchSetup> = {}): BatchSetup => ({
  document: shop.document,
  site: null,
  mode: 'auto',
  at: null,
  skew: 0,
  customers: null,
  ...changed,
})

/** The text in pieces of a size. */
async function* pieces(text: string, size = 65_536): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve()
    yield bytes.subarray(at, at + size)
  }
}

async function run(text: string, changed: Partial<BatchSetup> = {}, size?: number, threads = 2) {
  const written: string[] = []
  const counts = await judgeBatch({
    setup: setupOf(changed),
    input: pieces(text, size),
    threads,
    write: (lines) => {
      written.push(Buffer.from(lines).toString())
      return Promise.resolve()
    },
  })
  for (const lines of written) expect(lines.endsWith('\n')).toBe(true)
  const lines = written.join('').split('\n').slice(0, -1)
  return { counts, verdicts: lines.map((line) => JSON.parse(line) as Verdict) }
}

/** The answer of one line in this thread. */
async function judged(line: string, changed: Partial<BatchSetup> = {}): Promise<Verdict> {
  const { json } = await lineJudge(setupOf(changed))(line)
  return JSON.parse(json) as Verdict
}

describe('a batch', () => {
  it('answers every line in order, blank and malformed ones too', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 40 }, (_, at) => shop.sign({ email: `p${at}@example.com` })),
    )
    // Enough chunks for several threads, some of which take longer than others.
    const lines = Array.from({ length: 600 }, (_, at) =>
      at % 5 === 3 ? '' : at % 7 === 2 ? `opaque-${at}` : (tokens[at % tokens.length] ?? ''),
    )
    const { counts, verdicts } = await run(`${lines.join('\n')}\n`, {}, 2000, 3)
    expect(verdicts).toHaveLength(600)
    for (const [at, line] of lines.entries()) {
      const good = line.startsWith('ey')
      expect(verdicts[at]?.verdict).toBe(good ? 'accepted' : 'rejected')
      const { identifier, firstFailure } = verdicts[at] ?? {}
      expect(firstFailure ?? identifier?.value).toBe(
        good ? `p${at % tokens.length}@example.com` : 'format',
      )
    }
    expect(counts.accepted + counts.rejected).toBe(600)
    expect(verdictSchema.parse(verdicts[0])).toEqual(verdicts[0])
  })

  it('says the same as one thread and as the command for one token', async () => {
    const console = testConsole()
    const lines = [
      await shop.sign(),
      await shop.sign({ aud: 'other', exp: 5, azp: undefined }),
      await shop.sign({ email: undefined }),
      await shop.sign({}, { kid: 'gone' }),
      `${(await shop.sign()).slice(0, -4)}AAAA`,
      '"Bearer quoted"',
      '',
    ]
    const at = Math.floor(Date.now() / 1000)
    const { verdicts } = await run(lines.join('\n'), { at })
    expect(verdicts).toHaveLength(6)
    for (const [index, verdict] of verdicts.entries()) {
      const line = lines[index] ?? ''
      expect(await judged(line, { at })).toEqual(verdict)
      const judgement = await console.call('token.judge', {
        token: { text: line },
        configuration: { document: JSON.stringify(shop.document) },
        mode: 'auto',
        at,
      })
      expect(judgement.verdicts).toEqual([verdict])
    }
    await console.close()
  })

  it.each([1, 7, 100])('does not care how the bytes come: %s at a time', async (size) => {
    const text = ['opaque', '', 'äöü', 'x.y.z', ''].join('\r\n')
    const { verdicts } = await run(text, {}, size)
    expect(verdicts.map(({ firstFailure }) => firstFailure)).toEqual(Array(4).fill('format'))
  })

  it('takes a last line without a line end, and nothing from nothing', async () => {
    expect((await run(await shop.sign())).counts.accepted).toBe(1)
    expect((await run('')).verdicts).toEqual([])
    expect((await run('\n')).verdicts).toHaveLength(1)
  })

  it('finds customers in a list', async () => {
    const customers = 'email\nalice@example.com\n'
    const text = `${await shop.sign()}\n${await shop.sign({ email: 'new@example.com' })}`
    const { verdicts } = await run(text, { customers, autoprovisioning: false })
    expect(verdicts.map(({ customer }) => customer.outcome)).toEqual(['found', 'not-found'])
    expect(verdicts[1]?.platformStatus).toBe(404)
  })

  it('has every line refused when the configuration does not exist', async () => {
    const { verdicts } = await run('a\nb\n', { site: 'Site_XX' })
    expect(verdicts.map(({ platformStatus }) => platformStatus)).toEqual([400, 400])
  })

  it('is refused before anything is read when the configuration is invalid', async () => {
    const input = pieces('a\n')
    const write = () => Promise.reject(new Error('written'))
    const invalid = judgeBatch({ setup: setupOf({ document: 7 }), input, write })
    await expect(invalid).rejects.toMatchObject({ code: 'configuration_invalid' })
    const customers = judgeBatch({ setup: setupOf({ customers: 'x' }), input, write })
    await expect(customers).rejects.toMatchObject({ code: 'customers_invalid' })
    expect((await input.next()).done).toBe(false)
  })

  it('asks the provider about each token, in order, several at a time', async () => {
    let together = 0
    let most = 0
    const base = await serve((request, response) => {
      most = Math.max(most, ++together)
      void bodyOf(request).then((body) => {
        setImmediate(() => {
          together -= 1
          const active = body.get('token') !== 'gone'
          const claims = { iss: 'https://idp.example/realms/shop', sub: body.get('token') }
          response.writeHead(200, { 'content-type': 'application/json' }).end(
            JSON.stringify({
              active,
              exp: 4_000_000_000,
              iat: 1,
              email: 'a@b.example',
              ...claims,
            }),
          )
        })
      })
    })
    const document = { default: asking(base) }
    const lines = Array.from({ length: 60 }, (_, at) => (at % 9 === 4 ? 'gone' : `token-${at}`))
    const { verdicts, counts } = await run(lines.join('\n'), { document, identifier: 'SUBJECT' })
    expect(
      verdicts.map(({ identifier, firstFailure }) => firstFailure ?? identifier.value),
    ).toEqual(lines.map((line) => (line === 'gone' ? 'active' : line)))
    expect(counts).toEqual({ accepted: 53, rejected: 7, unreachable: 0 })
    expect(most).toBeGreaterThan(1)
  })

  it('counts what could not be asked', async () => {
    const base = (await serve(answering(200, {}))).replace(/\d+$/, '1')
    const { counts } = await run('token\n', { document: { default: asking(base) } })
    expect(counts.unreachable).toBe(1)
  })

  it('explains both modes on each line', async () => {
    const base = await serve(answering(200, { active: false }))
    const document = { default: { ...shop.document.default, ...asking(base) } }
    const { verdicts } = await run(await shop.sign(), { document, mode: 'both' })
    expect(verdicts[0]).toMatchObject({
      mode: 'offline',
      twin: { explanations: [{ id: 'revoked' }, {}] },
    })
  })
})

describe('a batch in motion', () => {
  it('reads no further than its window while nobody takes the answers', async () => {
    const token = await shop.sign()
    let read = 0
    async function* endless() {
      for (;;) {
        read += 1
        await Promise.resolve()
        yield Buffer.from(`${token}\n`)
      }
    }
    const stop = new AbortController()
    const firstWrite = Promise.withResolvers<void>()
    const batch = judgeBatch({
      setup: setupOf(),
      input: endless(),
      threads: 1,
      signal: stop.signal,
      write: () => {
        firstWrite.resolve()
        return new Promise(() => undefined)
      },
    })
    await firstWrite.promise
    // One chunk per read: the window, one that waits at the door, one that is read ahead.
    expect(read).toBeLessThanOrEqual(6)
    stop.abort()
    await expect(batch).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('ends with whole lines when it is cancelled', async () => {
    const text = `${await shop.sign()}\n`.repeat(50)
    const stop = new AbortController()
    let written = ''
    async function* endless() {
      for (;;) yield* pieces(text)
    }
    const batch = judgeBatch({
      setup: setupOf(),
      input: endless(),
      signal: stop.signal,
      write: (lines) => {
        written += Buffer.from(lines).toString()
        if (written.length > 500_000) stop.abort()
        return Promise.resolve()
      },
    })
    await expect(batch).rejects.toMatchObject({ code: 'cancelled' })
    expect(written.endsWith('}\n')).toBe(true)
    for (const line of written.trimEnd().split('\n')) expect(JSON.parse(line)).toBeTruthy()
  })

  it('answers a line that has come although the input pauses', async () => {
    const token = await shop.sign()
    const answered = Promise.withResolvers<void>()
    async function* pausing() {
      yield Buffer.from(`${token}\n`)
      await answered.promise
      yield Buffer.from(`${token}\n`)
    }
    const counts = await judgeBatch({
      setup: setupOf(),
      input: pausing(),
      write: () => {
        answered.resolve()
        return Promise.resolve()
      },
    })
    expect(counts.accepted).toBe(2)
  })

  it('passes on what goes wrong with the input or the output', async () => {
    const broken = new Error('disk')
    const write = () => Promise.reject(broken)
    await expect(judgeBatch({ setup: setupOf(), input: pieces('a\n'), write })).rejects.toBe(broken)
    async function* failing() {
      yield Buffer.from('a\n')
      throw broken
    }
    const taken = () => Promise.resolve()
    await expect(judgeBatch({ setup: setupOf(), input: failing(), write: taken })).rejects.toBe(
      broken,
    )
  })
})

describe('lines are cut', () => {
  const cut = async (...parts: string[]) => {
    async function* input() {
      for (const part of parts) yield Buffer.from(part)
    }
    const chunks: string[] = []
    for await (const chunk of lineChunks(input())) chunks.push(Buffer.from(chunk).toString())
    return chunks
  }

  it('into whole ones, however the bytes come', async () => {
    expect(await cut('a\nb', 'c\nd\ne', '', 'f')).toEqual(['a\n', 'bc\nd\n', 'ef'])
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })),
        async (parts) => {
          const chunks = await cut(...parts)
          expect(chunks.join('')).toBe(parts.join(''))
          for (const chunk of chunks.slice(0, -1)) expect(chunk.endsWith('\n')).toBe(true)
        },
      ),
    )
  })

  it('and one that is too long is not kept, but answered', async () => {
    const long = 'x'.repeat(1_500_000)
    expect(await cut('a\n', long, long, long, 'rest\nb\nc')).toEqual([
      'a\n',
      `${overlongLine}\nb\n`,
      'c',
    ])
    expect(await cut(long, long, long)).toEqual([overlongLine])
    const verdict = await judged(overlongLine)
    expect(verdict.checks.find(({ id }) => id === 'format')?.message).toContain('longer than 4 MB')
  })
})

describe('a verdict is masked where it could hold a secret', () => {
  it.each([
    'https://idp.example/realms/shop',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'https://user:pass@idp.example',
    'Bearer abcdefgh12345678',
    'token=abcdefgh12345678',
    'client_secret: abcdefgh12345678',
    'https://idp.example/?access_token=abcdefgh12345678',
  ])('as it always is: %s', (text) => {
    for (const verdict of [
      offline({ claims: { iss: text } }),
      offline({ claims: { aud: ['a', text] } }),
    ])
      expect(maskedWhereNeeded(verdict)).toEqual(maskedVerdict(verdict))
  })
})

it('verifies with the key of the configuration that it belongs to', async () => {
  const { publicKey } = await generateKeyPair('ES256')
  const other = { ...(await exportJWK(publicKey)), kid: 'k1' }
  const token = await shop.sign()
  const document = { default: { ...shop.document.default, jwks: { keys: [other] } } }
  expect((await judged(token)).verdict).toBe('accepted')
  expect((await judged(token, { document })).firstFailure).toBe('signature')
  expect((await judged(token)).verdict).toBe('accepted')
})
