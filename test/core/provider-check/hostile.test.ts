import { describe, expect, it } from 'vitest'
import { documentLines } from '../../../electron/core/provider-check/document-lines.ts'
import { hideSecret } from '../../../electron/core/hide-secret.ts'
import { readableText } from '../../../electron/core/provider-check/page-text.ts'
import { providerReportSchema } from '../../../shared/provider-check.ts'
import {
  type Asked,
  checked,
  client,
  documentOf,
  json,
  opened,
  page,
  type Paths,
  redirect,
  rogue,
  rowOf,
} from './rogue.ts'

const deep = (times: number) => '['.repeat(times) + ']'.repeat(times)
const raw = (text: string, type = 'application/json'): Paths['document'] => page(text, 200, type)

const wrong: unknown[] = [
  1,
  '',
  'x',
  true,
  null,
  {},
  [],
  [1, { a: 1 }],
  { toString: 1 },
  '\u202E'.repeat(50),
]

describe('a hostile document', () => {
  it.each<[string, (issuer: string) => Paths['document']]>([
    ['of 10 MB', () => raw(`{"issuer":"${'x'.repeat(10_000_000)}"}`)],
    [
      'of nearly 1 MB in one line',
      (issuer) => raw(JSON.stringify({ ...documentOf(issuer), x: 'y '.repeat(500_000) })),
    ],
    [
      'of nearly 1 MB of members',
      (issuer) =>
        raw(
          JSON.stringify({
            ...Object.fromEntries(
              Array.from({ length: 40_000 }, (_, at) => [`member_${at}`, [at]]),
            ),
            ...documentOf(issuer),
          }),
        ),
    ],
    ['of nearly 1 MB of braces', () => raw('{'.repeat(1_000_000))],
    ['that is HTML', () => raw('<!doctype html><script>while(1);</script>', 'text/html')],
    ['that is HTML and says JSON', () => raw('<html>')],
    ['nested without end', () => raw(`{"issuer":${deep(400_000)}}`)],
    ['nested to the limit', (issuer) => raw(`{"issuer":"${issuer}","jwks_uri":${deep(90)}}`)],
    [
      'with prototype names',
      (issuer) =>
        raw(
          `{"__proto__":{"issuer":"${issuer}"},"constructor":1,"hasOwnProperty":1,"toString":1,"issuer":"${issuer}"}`,
        ),
    ],
    [
      'with everything twice',
      (issuer) => raw(`{"issuer":"x","issuer":"${issuer}","jwks_uri":1,"jwks_uri":2}`),
    ],
    ['of no bytes', () => raw('')],
    ['of a BOM', () => raw('\uFEFF{}')],
    ['of NUL', () => raw('\0\0\0')],
    ['with half a character', () => raw('{"issuer":"\\ud800"}')],
    ['that says it is something else', () => raw('PK', 'application/zip')],
  ])('%s never crashes the check', async (_what, document) => {
    const console = opened()
    const provider = await rogue((issuer) => ({ document: document(issuer) }))
    const report = await checked({ issuer: provider.issuer, ...client }, console)
    expect(providerReportSchema.safeParse(report).error).toBeUndefined()
    expect(report).toMatchObject({ state: 'done', counts: { checking: 0 } })
    expect(JSON.stringify(report).length).toBeLessThan(100_000)
    expect(console.logged).toEqual([])
  })

  it.each(wrong)('with %j in every member never crashes the check', async (value) => {
    const console = opened()
    const provider = await rogue((issuer) => ({
      document: json(
        Object.fromEntries(Object.keys(documentOf(issuer)).map((name) => [name, value])),
      ),
    }))
    const report = await checked({ issuer: provider.issuer, ...client }, console)
    expect(report.state).toBe('done')
    expect(rowOf(report, 'elastic-path', 'discovery').result).toBe('failed')
    expect(console.logged).toEqual([])
  })

  it.each(wrong)('with %j as key, error and answer never crashes the check', async (value) => {
    const console = opened()
    const provider = await rogue({
      keys: json({
        keys: [{ kty: value, kid: value, n: value, e: value, x5c: value, use: value }, value],
      }),
      authorize: redirect(
        () => `${client.redirectUri}?error=${encodeURIComponent(JSON.stringify(value))}`,
      ),
      token: json({ error: value, error_description: value }, 400),
      introspect: json({ active: value }),
    })
    const report = await checked({ issuer: provider.issuer, ...client }, console)
    expect(report.state).toBe('done')
    expect(console.logged).toEqual([])
  })

  it('is believed in its own members alone', async () => {
    const provider = await rogue((issuer) => ({
      document: raw(`{"__proto__":${JSON.stringify(documentOf(issuer))}}`),
    }))
    const report = await checked({ issuer: provider.issuer, ...client })
    expect(report).toMatchObject({ requests: 1, counts: { passed: 2 } })
    expect(rowOf(report, 'elastic-path', 'no-encryption').result).toBe('passed')
  })
})

describe('a secret', () => {
  const secret = 'Correct+Horse/Battery: "staple" & <more>'
  const base64 = Buffer.from(secret).toString('base64')

  /** Everything that it was sent, in every way there is. */
  const echo = ({ authorization = '', form, query }: Asked): string => {
    const basic = Buffer.from(authorization.slice('Basic '.length), 'base64').toString()
    return [
      authorization,
      basic,
      decodeURIComponent(basic.replaceAll('+', ' ')),
      form,
      query,
      secret,
      base64,
    ].join(' ')
  }

  it.each([400, 401, 403, 500, 200])('that is echoed with %i appears nowhere', async (status) => {
    const console = opened()
    const told: string[] = []
    console.core.listen((event) => void told.push(JSON.stringify(event)))
    const provider = await rogue({
      document: (_asked, response) =>
        response.end(
          JSON.stringify({
            ...documentOf(provider.issuer),
            note: secret,
            claims_supported: [secret],
          }),
        ),
      authorize: page(`<p>error ${secret}</p>`, status),
      token: (asked, response) => {
        response.writeHead(status, {
          'content-type': 'application/json',
          location: `/?x=${encodeURIComponent(secret)}`,
        })
        response.end(
          JSON.stringify({ error: echo(asked).slice(-60), error_description: echo(asked) }),
        )
      },
      introspect: (asked, response) => {
        response.writeHead(status, { 'content-type': 'text/html' })
        response.end(`<b>error</b> ${echo(asked)}`)
      },
    })
    const input = { issuer: provider.issuer, ...client, clientSecret: secret }
    const report = await checked(input, console)
    expect(provider.asked.filter(({ authorization }) => authorization)).toHaveLength(2)
    const all = [JSON.stringify(report), ...told, ...console.logged, JSON.stringify(console.stored)]
    for (const text of all) {
      for (const spelled of [
        secret,
        base64.replace(/=+$/, ''),
        encodeURIComponent(secret),
        'Horse',
        'staple',
      ]) {
        expect(text.includes(spelled)).toBe(false)
      }
    }
  })

  it.each([
    ['as it is', (text: string) => text],
    ['as JSON', (text: string) => JSON.stringify(text)],
    ['as a form', (text: string) => new URLSearchParams({ text }).toString()],
    ['as base64', (text: string) => Buffer.from(text).toString('base64')],
    ['as Basic', (text: string) => Buffer.from(`shop:${text}`).toString('base64')],
    [
      'as HTML',
      (text: string) =>
        text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ],
  ])('is hidden %s', (_how, spell) => {
    const hidden = hideSecret(secret, 'shop')
    const spelled = spell(secret)
    expect(hidden({ a: [`x ${spelled} y`] }).a[0]).not.toContain(spelled)
  })

  it('of three letters would take words apart, so it is left', () => {
    expect(hideSecret('abc', 'shop')('abcdef')).toBe('abcdef')
    expect(hideSecret(null, null)({ a: 1 })).toEqual({ a: 1 })
  })
})

describe('the text of a page', () => {
  it.each([
    [
      '<html><head><title>A</title><style>b{}</style></head><body><script>var redirect</script><p>Invalid <b>redirect</b>&#39;s &amp; x</p>',
      ["Invalid redirect's & x"],
    ],
    [
      '{"error":"invalid_request","error_description":"no","trace":{}}',
      ['error: invalid_request', 'error_description: no'],
    ],
    ['<!-- error', []],
    ['<script>error', []],
    ['<p>one</p><p>one</p>two', ['one', 'two']],
    ['plain error\r\nmore', ['plain error']],
    ['', []],
  ])('%j', (body, lines) => {
    expect(readableText(body)).toEqual(lines)
  })

  it.each([
    '<script>'.repeat(100_000),
    '<'.repeat(1_000_000),
    '<!--'.repeat(200_000),
    '&#x27;'.repeat(200_000),
  ])('is read in one pass, however hostile', (body) => {
    const before = performance.now()
    expect(readableText(body).join('').length).toBeLessThan(2000)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

describe('the lines of a document', () => {
  it('of one long line are what is decisive of it', () => {
    const text = `{"x":"${'y'.repeat(300)}","issuer":"https://login.example","jwks_uri":"z"}`
    expect(documentLines(text, ['issuer', 'jwks_uri', 'none'], 1)).toEqual({
      lines: [
        { number: 1, text: '… "issuer":"https://login.example" …', decisive: true },
        { number: 1, text: '… "jwks_uri":"z" …', decisive: true },
      ],
      missing: ['none'],
    })
  })

  it('are those of the document itself, not of what is nested in it', () => {
    const text = '{\n"a": {"issuer": "x,]}"},\n"issuer": "y"\n}'
    expect(documentLines(text, ['issuer'], 1).lines).toEqual([
      { number: 2, text: '"a": {"issuer": "x,]}"},', decisive: false },
      { number: 3, text: '"issuer": "y"', decisive: true },
      { number: 4, text: '}', decisive: false },
    ])
  })

  it('are counted with either end of line, and a long list is cut', () => {
    const list = Array.from({ length: 40 }, (_, at) => `  "${at}"`).join(',\r\n')
    const { lines } = documentLines(`{\r\n"a": [\r\n${list}\r\n]\r\n}`, ['a'], 1)
    expect(lines.filter(({ decisive }) => decisive)).toHaveLength(8)
    expect(lines[1]).toEqual({ number: 2, text: '"a": [', decisive: true })
  })
})
