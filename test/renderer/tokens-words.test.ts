import { describe, expect, it, test } from 'vitest'
import { claimRows, valueText } from '../../renderer/features/tokens/claim-rows.ts'
import { signatureSentence } from '../../renderer/features/tokens/signature-sentence.ts'
import { factsOf, titleOf } from '../../renderer/features/tokens/token-label.ts'
import { tokenParts } from '../../renderer/features/tokens/token-parts.ts'
import { tokensShortcutOf } from '../../renderer/features/tokens/tokens-shortcuts.ts'
import { visibleParts } from '../../renderer/ui/invisible.ts'
import type { Check } from '../../shared/check.ts'
import type { Judgement } from '../../shared/judgement.ts'
import { inspected, pasted } from './tokens-inspected.ts'

const check = (id: string, status: Check['status'], part: Partial<Check> = {}): Check => ({
  id,
  title: id,
  status,
  expected: null,
  found: null,
  source: 'Site_PL.jwks',
  message: `${id} says so.`,
  ...part,
})
const judged = (mode: 'online' | 'offline', ...checks: Check[]) =>
  ({ verdicts: [{ mode, site: 'Site_PL', checks }], introspection: null }) as unknown as Judgement

describe('the signature as a sentence', () => {
  it.each([
    ['nothing was judged', null],
    ['the provider was asked instead', judged('online', check('active', 'passed'))],
    ['no key fits', judged('offline', check('key', 'failed'), check('signature', 'unknown'))],
    ['the ladder did not get there', judged('offline', check('format', 'failed'))],
  ])('never says valid where %s', (_, judgement) => {
    const { mark, lead } = signatureSentence(pasted(), judgement)
    expect(mark).toBe('unknown')
    expect(lead).toContain('not checked')
  })

  it('names algorithm, key and key set of a valid one', () => {
    const judgement = judged(
      'offline',
      check('algorithm', 'passed', { found: 'RS256' }),
      check('key', 'passed', { found: 'k1' }),
      check('signature', 'passed', { found: 'valid' }),
    )
    expect(signatureSentence(pasted(), judgement)).toEqual({
      mark: 'passed',
      lead: 'The signature is valid:',
      rest: 'RS256 with key k1 of Site_PL.jwks.',
    })
  })

  it('says that a wrong one does not verify', () => {
    const judgement = judged('offline', check('signature', 'failed', { found: 'invalid' }))
    expect(signatureSentence(pasted(), judgement)).toMatchObject({
      mark: 'failed',
      lead: 'The signature does not verify:',
    })
  })

  it.each([
    [{ kind: 'jwe' as const }, 'Encrypted for somebody else.'],
    [{ kind: 'malformed' as const }, 'Malformed.'],
    [{ header: { alg: 'nOnE' } }, 'Not signed.'],
    [{ kind: 'opaque' as const }, 'Opaque.'],
  ])('%o: %s', (part, lead) => {
    expect(signatureSentence(pasted(part), null).lead).toBe(lead)
  })

  it('tells length and alphabet of an opaque one', () => {
    const { rest } = signatureSentence(pasted({ kind: 'opaque' }, 'QtvQi9'), null)
    expect(rest).toContain('6 characters of letters and digits')
  })
})

describe('a pasted token in its parts', () => {
  it('masks the signature of a signed one, in fixed length', () => {
    const parts = tokenParts('aa.bb.cccccc', 'jws')
    expect(parts.map(({ kind }) => kind)).toEqual(['header', 'dot', 'payload', 'dot', 'signature'])
    expect(parts.at(-1)?.text).toBe(tokenParts('aa.bb.c', 'jws').at(-1)?.text)
  })

  it('marks the first character that no token may have', () => {
    const bad = tokenParts('aa.b*b*.cc', 'malformed').filter(({ kind }) => kind === 'bad')
    expect(bad).toEqual([{ kind: 'bad', text: '*' }])
  })

  it('draws a large one in part, and says how much it left out', () => {
    const parts = tokenParts(`aa.${'b'.repeat(1_000_000)}.cc`, 'jws')
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(4000)
    expect(parts.at(-1)?.text).toMatch(/… \d+ more characters/)
  })
})

describe('claims as rows', () => {
  it('keeps what is not standard in its place, and takes no explanation from every object', () => {
    const rows = claimRows(
      inspected({
        claims: { constructor: 1, sub: 'alice' },
        explanations: { header: {}, claims: { sub: 'Whom it is about (RFC 7519 section 4.1.2).' } },
      }),
    )
    expect(rows.map(({ name, explanation }) => [name, explanation?.meaning])).toEqual([
      ['constructor', undefined],
      ['sub', 'Whom it is about'],
    ])
  })

  test.each([
    ['gold', 'gold'],
    [['a', 'b'], '["a", "b"]'],
    [{ roles: ['x'] }, '{"roles":["x"]}'],
    [null, 'null'],
  ])('%o is written %s', (value, text) => expect(valueText(value)).toBe(text))
})

describe('a token in a list', () => {
  test.each([
    [
      { claims: { iss: 'https://login.acme.example/realms/shop', sub: 'bob' } },
      'login.acme.example',
    ],
    [{ claims: { iss: 'acme' } }, 'acme'],
    [{ claims: { sub: 'bob' } }, 'bob'],
    [{ kind: 'opaque' as const, claims: null }, 'Opaque token'],
    [{ claims: { iss: 'a\u202Eb' } }, 'a<U+202E>b'],
  ])('%o is called %s', (part, title) => expect(titleOf(pasted(part))).toBe(title))

  it('says kind, size and whom it is about', () => {
    expect(factsOf(pasted({ claims: { iss: 'acme', sub: 'bob' } }))).toBe('JWT, 812 B, bob')
  })
})

test('what cannot be seen stands by its code point', () => {
  expect(visibleParts('a\u202Eb\u200B')).toEqual([
    { text: 'a' },
    { code: 'U+202E' },
    { text: 'b' },
    { code: 'U+200B' },
  ])
})

describe('keys of the token area', () => {
  const key = (key: string, held: object = {}) => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...held,
  })
  test.each([
    [key('v'), 'paste'],
    [key('N'), 'primary'],
    [key(']', { altKey: true, ctrlKey: true }), 'next-tab'],
    [key('F6', { shiftKey: true }), 'previous-pane'],
  ])('%o', (pressed, shortcut) => expect(tokensShortcutOf(pressed, false)).toBe(shortcut))

  test.each([key('v', { ctrlKey: true }), key('N', { shiftKey: true }), key('toString'), key('p')])(
    'leaves %o to the browser',
    (pressed) => expect(tokensShortcutOf(pressed, false)).toBeNull(),
  )

  it('gives letters to the field that has the focus', () => {
    expect(tokensShortcutOf(key('v'), true)).toBeNull()
    expect(tokensShortcutOf(key('Escape'), true)).toBe('escape')
  })
})
