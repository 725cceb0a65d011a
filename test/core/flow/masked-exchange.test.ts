import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  excerptsOf,
  hideOf,
  revealIn,
  wholeOf,
} from '../../../electron/core/flow/masked-exchange.ts'
import {
  behindMasks,
  dots,
  maskedValues,
  replaceMasks,
} from '../../../electron/core/flow/masked-parts.ts'
import { fillIn, sealDraft } from '../../../electron/core/flow/placeholders.ts'
import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import { MASK, maskBody, maskUrl } from '../../../shared/redact.ts'

const hide = <T>(value: T): T => value
const secret = 'S3cret-Value-Of-Nobody'

const token = `eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.${'e30x'.repeat(9)}.c2lnbmF0dXJl`

const request: RequestDraft = {
  method: 'POST',
  url: `https://login.example/token?code=${secret}&scope=openid`,
  headers: [
    ['content-type', 'application/x-www-form-urlencoded'],
    ['authorization', `Bearer ${secret}`],
  ],
  body: `grant_type=authorization_code&code=${secret}1&code_verifier=${secret}2`,
}

const exchange = (body: string): Exchange => ({
  id: 'x',
  label: 'Token request',
  party: 'identity-provider',
  incoming: false,
  request,
  response: {
    status: 200,
    statusText: 'OK',
    headers: [['content-type', 'application/json']],
    body,
    size: body.length,
    cut: false,
  },
  failure: null,
  edited: false,
  startedAt: 0,
  timing: { connect: 0, wait: 1, receive: 1 },
})

describe('the excerpt of an exchange', () => {
  it('is the whole where it is short', () => {
    const short = exchange(`{"access_token":"${secret}"}`)
    expect(excerptsOf([short], hide)).toEqual([wholeOf(short, hide)])
  })

  it('says that it is cut, and keeps the size', () => {
    const long = exchange(JSON.stringify({ text: 'word '.repeat(100_000) }))
    const [excerpt] = excerptsOf([long], hide)
    expect(excerpt?.response).toMatchObject({ cut: true, size: long.response?.size })
    expect(excerpt?.response?.body.length).toBeLessThanOrEqual(4096)
  })

  it.each([3900, 4060, 4080, 4090, 4100])(
    'hides a secret that stands on the border, at %i',
    (at) => {
      const filler = 'x '.repeat(at / 2)
      for (const body of [
        `{"text":"${filler}","access_token":"${secret}","rest":"${filler}"}`,
        `text=${filler.replaceAll(' ', '+')}&client_secret=${secret}&rest=${filler}`,
        `<p>${filler}</p><p>code=${secret}</p>${filler}`,
      ]) {
        const [excerpt] = excerptsOf([exchange(body)], hide)
        expect(excerpt?.response?.body).not.toContain(secret.slice(0, 6))
      }
    },
  )

  it('gets shorter where a stage has very many', () => {
    const many = Array.from({ length: 200 }, () => exchange('word '.repeat(5000)))
    const excerpts = excerptsOf(many, hide)
    expect(JSON.stringify(excerpts).length).toBeLessThan(250_000)
  })

  it('hides what the run was given, however a server says it back', () => {
    const run = { given: { client: { clientId: 'c', clientSecret: secret } }, edits: {} }
    const known = hideOf(run as never)
    expect(known(`Nobody knows ${secret}`)).toBe(`Nobody knows ${MASK}`)
    const typed = { given: {}, edits: { stage: { 'client.clientSecret': secret } } }
    expect(hideOf(typed as never)(`Nobody knows ${secret}`)).toBe(`Nobody knows ${MASK}`)
  })
})

describe('a mask', () => {
  it('is taken off one by one', () => {
    const whole = exchange(`{"a":1,"access_token":"${secret}","id_token":"${secret}3"}`)
    const reveal = (part: Parameters<typeof revealIn>[2]) => revealIn(whole, hide, part)
    expect(reveal({ part: 'request.url', index: 0 })).toBe(secret)
    expect(reveal({ part: 'request.header', header: 1, index: 0 })).toBe(secret)
    expect(reveal({ part: 'request.body', index: 0 })).toBe(`${secret}1`)
    expect(reveal({ part: 'request.body', index: 1 })).toBe(`${secret}2`)
    expect(reveal({ part: 'response.body', index: 1 })).toBe(`${secret}3`)
    expect(() => reveal({ part: 'response.body', index: 2 })).toThrow(/cannot be shown alone/)
    expect(() => reveal({ part: 'response.header', header: 9, index: 0 })).toThrow(/alone/)
  })

  it('gives what is behind the dots of a token, without the head that can be read', () => {
    const whole = exchange(`{"access_token":"${token}"}`)
    const value = revealIn(whole, hide, { part: 'response.body', index: 0 })
    expect(`${token.slice(0, 20)}${value}`).toBe(token)
  })

  it('stands for exactly what was there, in any text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.stringMatching(/^\w{9,30}$/))), (parts) => {
        const clear = parts.map(([name, value]) => `${name} code_verifier=${value}1;`).join('')
        for (const masked of [maskUrl(clear), maskBody(clear)]) {
          for (const masks of [dots, maskedValues]) {
            const behind = behindMasks(clear, masked, masks)
            // What cannot be laid side by side is not taken apart at all.
            const whole = behind
              ? replaceMasks(masked, masks, (index) => behind[index] ?? '')
              : clear
            expect(whole).toBe(clear)
          }
        }
      }),
    )
  })
})

describe('a request that can be edited without its secrets', () => {
  it('names each by what it stands for, and is whole again', () => {
    const sealed = sealDraft(request, hide)
    expect(sealed.draft).toEqual({
      method: 'POST',
      url: 'https://login.example/token?code={{code}}&scope=openid',
      headers: [
        ['content-type', 'application/x-www-form-urlencoded'],
        ['authorization', 'Bearer {{authorization}}'],
      ],
      body: 'grant_type=authorization_code&code={{code-2}}&code_verifier={{code_verifier}}',
    })
    expect(JSON.stringify(sealed.draft)).not.toContain(secret)
    expect(fillIn(sealed, sealed.draft)).toEqual(request)
  })

  it('seals a token as a whole, with its head', () => {
    const withToken = { ...request, url: `https://a.example/?subjectAccessToken=${token}&x=1` }
    const sealed = sealDraft(withToken, hide)
    expect(sealed.draft.url).toBe(
      'https://a.example/?subjectAccessToken={{subjectAccessToken}}&x=1',
    )
    expect(fillIn(sealed, sealed.draft)).toEqual(withToken)
  })

  it('keeps a secret that its owner would hide under a name that tells nothing', () => {
    const custom: RequestDraft = { ...request, headers: [['x-shop', secret]], body: null }
    const hides = <T>(value: T) =>
      (typeof value === 'string' ? value.replaceAll(secret, MASK) : value) as T
    const sealed = sealDraft(custom, hides)
    expect(sealed.draft.headers).toEqual([['x-shop', '{{x-shop}}']])
    expect(fillIn(sealed, sealed.draft)).toEqual(custom)
  })
})
