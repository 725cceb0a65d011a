import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curlOf } from '../../../electron/core/flow/curl.ts'
import type { RequestDraft } from '../../../shared/exchange.ts'

const draft = (over: Partial<RequestDraft>): RequestDraft => ({
  method: 'GET',
  url: 'https://idp.example/token',
  headers: [],
  body: null,
  ...over,
})

/** What a POSIX shell makes of a command: each word on its own, by the shell itself. */
function wordsOf(command: string): string[] {
  const curl = 'curl() { for word in "$@"; do printf "%s\\0" "$word"; done; };'
  return execFileSync('sh', ['-c', `${curl}\n${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}

/** The same by hand, for many cases: words, single quotes, a backslash outside of them. */
function parse(command: string): string[] {
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < command.length; at++) {
    const char = command[at] ?? ''
    if (char === "'") {
      const end = command.indexOf("'", at + 1)
      if (end < 0) throw new Error('an open quote')
      word = (word ?? '') + command.slice(at + 1, end)
      at = end
    } else if (char === '\\') {
      at++
      if (command[at] !== '\n') word = (word ?? '') + command[at]
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else {
      if (/[$`"&|;<>()*?[\]#~!{}^]/.test(char)) throw new Error(`${char} outside of quotes`)
      word = (word ?? '') + char
    }
  }
  return word === null ? words : [...words, word]
}

const visible = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))
const token = fc.stringMatching(/^x-[a-z\d-]{1,12}$/)
const drafts = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  url: visible.map((text) => `https://idp.example/${text.replaceAll(/[[\]{}]/g, '')}`),
  headers: fc.array(
    fc.tuple(
      token,
      visible.filter((text) => text !== ''),
    ),
  ),
  body: fc.oneof(fc.constant(null), visible),
})

describe('a request as a curl command', () => {
  it('gives every part back to whoever reads it as shell words', () => {
    fc.assert(
      fc.property(drafts, (request) => {
        const { method, url, headers, body } = request
        expect(parse(curlOf(request))).toEqual([
          'curl',
          url,
          '--request',
          method,
          ...headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
          ...(body === null ? [] : ['--header', 'Content-Type:', '--data-raw', body]),
        ])
      }),
    )
  })

  it.each([
    ['it\'s "quoted" $HOME `id` \\ !x # * ~ ; & | <>\n\tGrüße 漢字 😀 ••••'],
    ['@/etc/passwd'],
    [''],
    ["'"],
    ['\\'],
    ['a\r\nb\n'],
  ])('is read by the shell as it was sent: %j', (body) => {
    expect(wordsOf(curlOf(draft({ method: 'POST', body }))).at(-1)).toBe(body)
  })

  it('pipes a body with a zero byte, which no argument can hold', () => {
    const body = "a\0b%s\\n'0\n"
    const command = curlOf(draft({ method: 'POST', body }))
    expect(command).toContain('--data-binary @-')
    const pipe = command.slice(0, command.indexOf('|\n'))
    expect(execFileSync('sh', ['-c', pipe], { encoding: 'utf8' })).toBe(body)
  })

  it('stands on one line for each option', () => {
    const request = draft({
      method: 'POST',
      headers: [
        ['authorization', 'Basic ••••'],
        ['content-type', 'application/x-www-form-urlencoded'],
      ],
      body: 'grant_type=authorization_code&code=••••',
    })
    expect(curlOf(request).split('\n')).toEqual([
      'curl https://idp.example/token \\',
      '  --request POST \\',
      "  --header 'authorization: Basic ••••' \\",
      "  --header 'content-type: application/x-www-form-urlencoded' \\",
      "  --data-raw 'grant_type=authorization_code&code=••••'",
    ])
  })

  it('keeps curl from adding, dropping or expanding anything', () => {
    const headers: RequestDraft['headers'] = [
      ['x-empty', ''],
      ['Content-Length', '7'],
      ['accept-encoding', 'gzip'],
    ]
    const command = curlOf(draft({ url: 'https://h/?q=[1-9]{a,b}', headers, body: '{}' }))
    expect(parse(command)).toEqual([
      'curl',
      'https://h/?q=[1-9]{a,b}',
      '--request',
      'GET',
      '--globoff',
      '--header',
      'x-empty;',
      '--compressed',
      '--header',
      'Content-Type:',
      '--data-raw',
      '{}',
    ])
  })

  it('asks for a HEAD without waiting for a body, and never trusts any certificate', () => {
    const command = curlOf(draft({ method: 'HEAD' }))
    expect(command).toContain('--head')
    expect(command).not.toMatch(/insecure|--location/)
  })
})
