import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../shared/exchange.ts'
import {
  isSecretName,
  MASK,
  maskBody,
  maskExchange,
  maskHeaders,
  maskJson,
  maskText,
  maskUrl,
  maskValue,
} from '../../shared/redact.ts'

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = base64url({ alg: 'RS256', kid: 'key-1', typ: 'JWT' })
const jwtWith = (secret: string) => `${header}.${base64url({ sub: secret })}.${secret}`

/** No piece of 8 characters or more of the secret may stand in the text, in clear or encoded. */
function expectHidden(text: string, secret: string): void {
  const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64url')]
  for (const form of forms) {
    for (let start = 0; start + 8 <= form.length; start++) {
      expect(text).not.toContain(form.slice(start, start + 8))
    }
  }
}

const secretNames = [
  'client_secret',
  'clientSecret',
  'Client-Secret',
  'storefront_client_secret',
  'code_verifier',
  'oauth_code_verifier',
  'codeVerifier',
  'authorization_code',
  'oauth_authorization_code',
  'access_token',
  'accessToken',
  'refresh_token',
  'refreshToken',
  'id_token',
  'id_token_hint',
  'saas_token',
  'saas-token',
  'subject_access_token',
  'subjectAccessToken',
  'social_access_token',
  'social_id_token',
  'account_management_authentication_token',
  'X-Moltin-Customer-Token',
  'token',
  'password',
  'client_assertion',
]
const ambiguousNames = ['code', 'state', 'nonce']
const keyMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']

describe('which names are secret', () => {
  test.each([...secretNames, ...ambiguousNames, ...keyMembers, 'Authorization', 'Set-Cookie'])(
    '%s is secret',
    (name) => expect(isSecretName(name)).toBe(true),
  )

  test.each([
    'token_type',
    'token_endpoint',
    'tokenExchange',
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'grant_type',
    'response_type',
    'scope',
    'expires_in',
    'refresh_token_expires_in',
    'session_idle_time',
    'session_id',
    'session-id',
    'kid',
    'n',
    'e',
    'x',
    '',
  ])('%j is not', (name) => expect(isSecretName(name)).toBe(false))
})

describe('a single value', () => {
  test('a secret JWT keeps the start of its header', () => {
    expect(maskValue('access_token', jwtWith('canary-12345'))).toBe(
      `${header.slice(0, 20)}••••••••`,
    )
  })
  test('any other secret is only masked', () => {
    expect(maskValue('client_secret', 'canary-12345')).toBe(MASK)
  })
  test('claims alone are masked whole, though they look like the start of a JWT', () => {
    expect(maskValue('token', base64url({ sub: 'canary-12345' }))).toBe(MASK)
    expect(maskText(`${base64url({ sub: 'canary-12345' })}.sig`)).toBe(MASK)
  })
  test('a header keeps its scheme', () => {
    expect(maskValue('Authorization', `Bearer ${jwtWith('canary-12345')}`)).toBe(`Bearer ${MASK}`)
  })
  test('an empty secret stays visibly empty', () => {
    expect(maskValue('client_secret', '')).toBe('')
    expect(maskUrl('https://a.example/?code=&x=1')).toBe('https://a.example/?code=&x=1')
  })
})

describe('what is not secret stays readable', () => {
  test.each([
    'The token: it expired an hour ago.',
    'error code: invalid_grant',
    'HTTP Basic authentication is refused',
    'WWW-Authenticate: Bearer realm="acme", error="invalid_token"',
    'Port 8080 on 127.0.0.1 is used by another program.',
    'state: waiting',
  ])('%s', (text) => expect(maskText(text)).toBe(text))

  test.each([
    '{"code":404,"status":"Not Found","message":"Customer not found"}',
    '{"address":{"state":"CA"},"big":12345678901234567890.10,"a":1,"a":2}',
    '{"fault":{"faultstring":"Invalid access token","detail":{"errorcode":"oauth.v2.Invalid"}}}',
    '{"token_type":"Bearer","expires_in":"3599","scope":"tenant=acme"}',
    '{"response_types_supported":["code","id_token"],"x":["token","id_token token"]}',
    '{"session_id":"0b8e1c5e-9f0a-4c39-b0b6-6f8f4f0d7f11"}',
  ])('%s', (text) => expect(maskBody(text)).toBe(text))

  test('numbers, order, white space and repeated members around a secret are kept', () => {
    expect(maskBody('{ "n": 1.50, "token": "abcdefgh",\n "token": "ijklmnop", "n": 2e3 }')).toBe(
      `{ "n": 1.50, "token": "${MASK}",\n "token": "${MASK}", "n": 2e3 }`,
    )
  })

  test('the authorization URL keeps what explains it', () => {
    expect(
      maskUrl('https://idp.example/auth?client_id=shop&state=abcdefgh1&code_challenge=xyz&q=1'),
    ).toBe(`https://idp.example/auth?client_id=shop&state=${MASK}&code_challenge=xyz&q=1`)
  })

  test('cookies keep names and attributes', () => {
    expect(
      maskHeaders([
        ['Set-Cookie', 'sid=canary12; Path=/; HttpOnly'],
        ['cookie', 'a=1; b=2'],
      ]),
    ).toEqual([
      ['Set-Cookie', `sid=${MASK}; Path=/; HttpOnly`],
      ['cookie', `a=${MASK}; b=${MASK}`],
    ])
  })
})

/** Every place where a secret can stand, as a text that holds it, and the mask for that place. */
const places: [string, (secret: string) => string, (text: string) => string][] = [
  ...secretNames.flatMap((name): (typeof places)[number][] => [
    [`query ${name}`, (s) => `https://h.example/p?a=1&${name}=${s}&b=2`, maskUrl],
    [`fragment ${name}`, (s) => `https://h.example/p#${name}=${s}`, maskUrl],
    [`form ${name}`, (s) => `a=1&${name}=${s}`, maskBody],
    [`JSON ${name}`, (s) => JSON.stringify({ a: [{ [name]: s }] }), maskBody],
    [`cut JSON ${name}`, (s) => `{"a":{"${name}":"${s}`, maskBody],
    [`JSON below ${name}`, (s) => JSON.stringify({ [name]: { value: [s] } }), maskBody],
    [`number ${name}`, () => `{"${name}": 1234567890123}`, maskBody],
    [`text ${name}=`, (s) => `sent ${name}=${s}, then failed`, maskText],
    [`text ${name}:`, (s) => `sent ${name}: ${s}1A. Then failed`, maskText],
    [`URL in text ${name}`, (s) => `asked https://h.example/p?a=1&${name}=${s}, then`, maskText],
    [`first in a URL in text ${name}`, (s) => `Location: http://h/p?${name}=${s}`, maskText],
    [`URL after a name ${name}`, (s) => `url=https://h.example/p?${name}=${s}`, maskText],
    [`URL after a quoted name ${name}`, (s) => `{'url': 'https://h/p?${name}=${s}'}`, maskText],
    [`encoded twice over ${name}`, (s) => `next=a%3Dhttps%3A%2F%2Fh%3F${name}%3D${s}`, maskText],
    [`cut JSON in text ${name}`, (s) => `answer was {"${name}": "${s}`, maskText],
    [`JSON in text ${name}`, (s) => `answer was {"${name}": "${s}"}!`, maskText],
    [`JSON in JSON ${name}`, (s) => JSON.stringify({ m: JSON.stringify({ [name]: s }) }), maskBody],
    [`escaped JSON in text ${name}`, (s) => `{\\"${name}\\": \\"${s}\\"}`, maskText],
    [`hidden field ${name}`, (s) => `<input type=hidden name="${name}" value="${s}">`, maskBody],
    [`log facts ${name}`, (s) => maskJsonText({ facts: { [name]: s } }), String],
  ]),
  ...ambiguousNames.flatMap((name): (typeof places)[number][] => [
    [`query ${name}`, (s) => `http://127.0.0.1:1/callback?${name}=${s}`, maskUrl],
    [`JSON ${name}`, (s) => JSON.stringify({ [name]: s }), maskBody],
    [`text ${name}=`, (s) => `GET /callback?${name}=${s} failed`, maskText],
    [`URL in text ${name}`, (s) => `at http://127.0.0.1:1/callback?${name}=${s}.`, maskText],
    [`deep link in text ${name}`, (s) => `got sso-flow-console://callback?${name}=${s}`, maskText],
    [`hidden field ${name}`, (s) => `<input value='${s}' name='${name}'>`, maskBody],
  ]),
  ...keyMembers.flatMap((name): (typeof places)[number][] => {
    const keySet = (s: string) => JSON.stringify({ keys: [{ kty: 'RSA', [name]: s }] })
    return [
      [`JWK ${name}`, keySet, maskBody],
      [`JWK as text in JSON ${name}`, (s) => JSON.stringify({ value: keySet(s) }), maskBody],
      [`JWK as text in a document ${name}`, (s) => maskJsonText({ value: keySet(s) }), String],
    ]
  }),
  ...[...secretNames, ...ambiguousNames].flatMap((name): (typeof places)[number][] => [
    [
      `pair ${name}`,
      (s) =>
        maskJsonText({
          list: [
            ['a', 'b'],
            [name, s],
          ],
        }),
      String,
    ],
    [
      `pair in text ${name}`,
      (s) =>
        JSON.stringify([
          ['a', 'b'],
          [name, s],
        ]),
      maskBody,
    ],
  ]),
  ['user info', (s) => `https://user:${s}@h.example/`, maskUrl],
  ['user info in text', (s) => `asked https://u:p@${s}@h.example/ in vain`, maskText],
  ['URL in a parameter', (s) => `/p?next=${encodeURIComponent(`https://h/?code=${s}`)}`, maskUrl],
  [
    'encoded URL in text',
    (s) => `to /p?next=${encodeURIComponent(`https://h/?code=${s}`)}`,
    maskText,
  ],
  ['JWT', jwtWith, maskText],
  ['JWT in a path', (s) => `https://h.example/t/${jwtWith(s)}/me`, maskUrl],
  ['JWT in JSON', (s) => JSON.stringify({ note: `got ${jwtWith(s)}.` }), maskBody],
  ['JWT as JSON string', (s) => JSON.stringify(jwtWith(s)), maskBody],
  ['JWE', (s) => `${header}..${s}.${s}.${s}`, maskText],
  ['Bearer', (s) => `sent Authorization: Bearer ${s}1A`, maskText],
  ['Basic', (s) => `Basic ${Buffer.from(`client:${s}`).toString('base64')}=`, maskText],
  ['Cookie line', (s) => `Cookie: a=b; sid=${s}`, maskText],
  ['Authorization header', (s) => maskedHeader('authorization', `Bearer ${s}`), String],
  ['Authorization header, no scheme', (s) => maskedHeader('Authorization', s), String],
  ['Proxy-Authorization header', (s) => maskedHeader('Proxy-Authorization', `Basic ${s}`), String],
  ['Cookie header', (s) => maskedHeader('Cookie', `a=1; sid=${s}; ${s}`), String],
  ['Set-Cookie header', (s) => maskedHeader('set-cookie', `sid=${s}; Path=/`), String],
  ['Set-Cookie header, no name', (s) => maskedHeader('set-cookie', `${s}; Path=/`), String],
  ['Location header', (s) => maskedHeader('Location', `cb://callback?code=${s}`), String],
  ['token header', (s) => maskedHeader('X-Moltin-Customer-Token', s), String],
]

function maskJsonText(value: unknown): string {
  return JSON.stringify(maskJson(value))
}

function maskedHeader(name: string, value: string): string {
  return JSON.stringify(maskHeaders([[name, value]]))
}

describe('no secret gets through', () => {
  test.each(places)('%s', (_place, hold, mask) => {
    for (const secret of ['cAnary-0123456789', 'C4n4ry_ZYXWVUTSRQ~', '1234567890123']) {
      const masked = mask(hold(secret))
      expect(masked).toContain('••••')
      expectHidden(masked, secret)
      expect(mask(masked)).toBe(masked)
    }
  })

  test('an exchange, in every part', () => {
    const secret = 'cAnary-0123456789'
    const exchange: Exchange = {
      id: '1',
      label: 'Token request',
      party: 'platform',
      incoming: false,
      request: {
        method: 'POST',
        url: `https://h.example/x?subjectAccessToken=${jwtWith(secret)}`,
        headers: [
          ['authorization', `Basic ${secret}`],
          ['content-type', 'application/x-www-form-urlencoded'],
        ],
        body: `code=${secret}&code_verifier=${secret}`,
      },
      response: {
        status: 400,
        statusText: `token=${secret}`,
        headers: [['set-cookie', `sid=${secret}`]],
        body: JSON.stringify({ access_token: secret, n: 1 }),
        size: 1,
        cut: false,
      },
      failure: {
        code: 'exchange_refused',
        kind: 'rejected',
        message: `refused code=${secret}`,
        evidence: { access_token: secret },
      },
      edited: false,
      startedAt: 1,
      timing: { connect: 1, wait: 1, receive: 1 },
    }
    const masked = maskExchange(exchange)
    expectHidden(JSON.stringify(masked), secret)
    expect(maskExchange(masked)).toEqual(masked)
    expect(masked.response?.body).toBe(`{"access_token":"${MASK}","n":1}`)
  })
})

describe('hostile input', () => {
  const masks = [maskText, maskUrl, (text: string) => maskBody(text), maskJson<string>]

  test('masking never throws and is idempotent', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        'code',
        'token',
        'state',
        '=',
        ':',
        '"',
        "'",
        '\\',
        '&',
        '?',
        '#',
        '%3D',
        '%26',
        '%',
        '{',
        '}',
        '[',
        ']',
        ',',
        ' ',
        '\n',
        'Bearer ',
        '://',
        '@',
        '<input name="code" ',
        'value=',
        '>',
        'eyJhbGciOi',
        '.',
        '••••',
        '••••••••',
        '1',
        '12345678',
        'Cookie: ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const mask of masks) {
          const once = mask(pieces.join(''))
          expect(mask(once)).toBe(once)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('any JSON keeps its shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = maskJson(value)
        expect(maskJson(once)).toEqual(once)
        expect(maskBody(maskBody(JSON.stringify(value)))).toBe(maskBody(JSON.stringify(value)))
      }),
    )
  })

  test('prototype members are members like others', () => {
    const masked = maskJson(JSON.parse('{"__proto__":{"token":"canary-123"},"constructor":"x"}'))
    expect(JSON.stringify(masked)).toBe(`{"__proto__":{"token":"${MASK}"},"constructor":"x"}`)
  })

  test('nesting beyond the stack is hidden, not thrown', () => {
    let deep: unknown = 'x'
    for (let depth = 0; depth < 100_000; depth++) deep = [deep]
    expect(maskJson(deep)).toBe(MASK)
  })

  test.each([
    ['a long word', 'a'.repeat(1_000_000)],
    ['many starts of JWTs', 'eyJ'.repeat(330_000)],
    ['backslashes', `token="${'\\'.repeat(1_000_000)}`],
    ['open quotes', `token='a="`.repeat(100_000)],
    ['input tags', '<input '.repeat(140_000)],
    ['a long JSON string', JSON.stringify('x'.repeat(1_000_000))],
    ['deep JSON', '['.repeat(1_000_000)],
    ['percent signs', '%3D'.repeat(330_000)],
    ['at signs', `://${'@'.repeat(1_000_000)}`],
  ])('1 MB of %s take a moment, not a minute', (_what, text) => {
    const before = performance.now()
    for (const mask of masks) mask(text)
    expect(performance.now() - before).toBeLessThan(5000)
  })
})
