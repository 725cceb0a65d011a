import { describe, expect, it } from 'vitest'
import { maskedForm, maskedUrl } from '../../renderer/features/debugger/exchange/masked-url.ts'
import {
  chainOf,
  followedBy,
  locationOf,
  redirectSentence,
} from '../../renderer/features/debugger/exchange/redirects.ts'
import {
  shownExchange,
  statusWord,
} from '../../renderer/features/debugger/exchange/shown-exchange.ts'
import { noteOf } from '../../renderer/features/debugger/header-notes.ts'
import { exchange } from './made.ts'

const at = Date.UTC(2026, 10, 21, 9, 41, 6)
const answer = { side: 'response', at } as const
const note = (name: string, value: string) => noteOf(name, value, answer)?.note

describe('a URL with masks', () => {
  it('is taken apart with each mask at its number in the whole', () => {
    const url =
      'https://u:••••@idp.example/cb/••••?code=••••&next=https%3A%2F%2Fa%3Fstate%3D••••&e=a+b%E2%80%A2#access_token=••••••••'
    const { origin, path, query, fragment } = maskedUrl(url)
    expect(origin).toContainEqual({ text: '••••', mask: 0 })
    expect(path).toEqual([
      { text: '/cb/', mask: null },
      { text: '••••', mask: 1 },
    ])
    expect(query).toEqual([
      { name: 'code', value: [{ text: '••••', mask: 2 }] },
      {
        name: 'next',
        value: [
          { text: 'https://a?state=', mask: null },
          { text: '••••', mask: 3 },
        ],
      },
      { name: 'e', value: [{ text: 'a b•', mask: null }] },
    ])
    expect(fragment).toEqual([{ name: 'access_token', value: [{ text: '••••••••', mask: 4 }] }])
  })

  it('takes a dot that somebody encoded for no mask', () => {
    const { query } = maskedUrl('/x?a=%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2&code=••••')
    expect(query.map(({ value }) => value.map(({ mask }) => mask))).toEqual([[null], [0]])
  })

  it.each([
    ['', []],
    ['?', []],
    ['a', [{ name: 'a', value: [] }]],
    [
      'a=%zz&&b==c',
      [
        { name: 'a', value: [{ text: '%zz', mask: null }] },
        { name: 'b', value: [{ text: '=c', mask: null }] },
      ],
    ],
  ])('reads the form %j', (form, parameters) => {
    expect(maskedForm(form === '?' ? '' : form)).toEqual(parameters)
  })
})

describe('the note of a header', () => {
  it('tells the server’s clock from this machine’s', () => {
    expect(note('Date', 'Sat, 21 Nov 2026 09:41:05 GMT')).toContain('agrees')
    expect(note('date', 'Sat, 21 Nov 2026 09:45:06 GMT')).toContain('4 min 0 s ahead of')
    expect(note('date', 'Sat, 21 Nov 2026 09:40:36 GMT')).toContain('30 s behind')
    expect(note('date', 'soon')).toContain('a form that is none')
  })

  it.each([
    ['authorization', 'Bearer ••••', 'Whoever holds this token'],
    ['authorization', 'constructor x', 'Who asks.'],
    ['Content-Type', 'application/json; charset=utf-8', 'The body is JSON.'],
    ['content-type', 'text/html', 'never drawn'],
    ['cache-control', 'private, no-store', 'Nobody may keep this answer'],
    ['cache-control', 'max-age=300', 'kept for 5 min 0 s'],
    ['set-cookie', 'sid=••••; Path=/; HttpOnly', 'also sent without TLS, no SameSite'],
    ['retry-after', '120', 'wait 2 min 0 s'],
    ['retry-after', 'Sat, 21 Nov 2026 09:42:06 GMT', 'wait 1 min 0 s'],
    ['www-authenticate', 'Bearer error="invalid_token"', 'The token was refused'],
    ['www-authenticate', 'Basic realm="x"', 'by Basic'],
    ['location', 'https://a', 'Where to go'],
  ])('explains %s: %s', (name, value, words) => {
    expect(note(name, value)).toContain(words)
  })

  it('names the clause', () => {
    expect(noteOf('Location', 'https://a', answer)?.clause).toBe('RFC 9110, 10.2.2')
  })

  it('says nothing of a header that it does not know', () => {
    expect(noteOf('x-own', 'a', answer)).toBeNull()
    expect(noteOf('constructor', 'a', answer)).toBeNull()
  })
})

const redirecting = (id: string, url: string, location: string, incoming = false) =>
  exchange({ id, url, status: 302, headers: [['Location', location]], incoming, label: id })

describe('a redirect', () => {
  const first = redirecting('first', 'https://h/a', '/b?x=1#part')
  const second = redirecting('second', 'https://h/b?x=1', 'https://other/c')
  const last = exchange({ id: 'last', url: 'https://other/c', label: 'last' })
  const all = [first, second, last]

  it('leads to the request that goes where it says', () => {
    expect(followedBy(first, all)).toBe(second)
    expect(followedBy(last, all)).toBeNull()
    expect(redirectSentence(first, all)).toContain('“second”')
  })

  it('is one of a chain, from wherever in it one looks', () => {
    for (const one of all) expect(chainOf(one, all)).toEqual(all)
    expect(chainOf(last, [last])).toEqual([])
  })

  it('goes nowhere by itself, and the one to the browser is the browser’s', () => {
    expect(redirectSentence(second, [second])).toContain('Not followed')
    const callback = redirecting('callback', 'http://localhost/cb', '/done', true)
    expect(followedBy(callback, [callback, last])).toBeNull()
    expect(redirectSentence(callback, [callback])).toContain('the browser goes there')
  })

  it('is none without a redirecting status', () => {
    const created = exchange({ status: 201, headers: [['location', '/new']] })
    expect(locationOf(created)).toBeNull()
    expect(locationOf(first)).toEqual({ value: '/b?x=1#part', at: 0 })
  })

  it('ends where it would go round', () => {
    const round = [redirecting('a', 'https://h/1', '/2'), redirecting('b', 'https://h/2', '/1')]
    expect(chainOf(round[0] ?? first, round)).toEqual(round)
  })
})

describe('the exchange that is shown', () => {
  const good = exchange({ id: 'good' })
  const bad = exchange({ id: 'bad', status: 404 })

  it('is the selected one, else the first that failed, else the first', () => {
    expect(shownExchange([good, bad], 'good')).toBe(good)
    expect(shownExchange([good, bad], null)).toBe(bad)
    expect(shownExchange([good], 'of another stage')).toBe(good)
    expect(shownExchange([], 'good')).toBeNull()
  })

  it('says that nobody answered', () => {
    expect(statusWord(exchange({ status: null }))).toBe('no answer')
  })
})
