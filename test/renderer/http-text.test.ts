import { describe, expect, it } from 'vitest'
import type { Line } from '../../renderer/ui/code-lines.ts'
import { bodyLines, requestLines, splitUrl, urlLines } from '../../renderer/ui/http-text.ts'

const text = (lines: Line[]) =>
  lines.map(({ indent, pieces }) => ' '.repeat(indent) + pieces.map((one) => one.text).join(''))

describe('a URL taken apart', () => {
  it('stands one parameter to a line, decoded', () => {
    const url =
      'https://idp.example/auth?scope=openid+email&redirect_uri=http%3A%2F%2Flocalhost%3A8765%2Fcb&state=••••#f'
    expect(text(urlLines(url))).toEqual([
      'https://idp.example',
      '  /auth',
      '  ?scope=openid email',
      '  &redirect_uri=http://localhost:8765/cb',
      '  &state=••••',
      '  #f',
    ])
  })

  it.each([
    ['/callback?code=a', { origin: '', path: '/callback' }],
    ['https://h', { origin: 'https://h', path: '' }],
    ['sso-flow-console://callback?x', { origin: 'sso-flow-console://callback', path: '' }],
    ['', { origin: '', path: '' }],
  ])('takes %s', (url, parts) => {
    expect(splitUrl(url)).toMatchObject(parts)
  })

  it('shows a broken escape as it was sent', () => {
    expect(splitUrl('https://h/?a=%E0%A4%A&b').query).toEqual([
      { name: 'a', value: '%E0%A4%A' },
      { name: 'b', value: '' },
    ])
  })

  it('begins a request with its method', () => {
    expect(text(requestLines('POST', 'https://h?a=1'))).toEqual(['POST https://h/', '  ?a=1'])
  })
})

describe('a body', () => {
  it('is laid out by what it is', () => {
    const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const
    expect(text(bodyLines('grant_type=authorization_code&code=••••', form))).toEqual([
      'grant_type=authorization_code',
      '  &code=••••',
    ])
    expect(text(bodyLines('{"a":1}', []))).toEqual(['{', '  "a": 1', '}'])
    expect(text(bodyLines('<h1>\r\nno', []))).toEqual(['<h1>', 'no'])
    expect(bodyLines('', [])).toEqual([])
  })
})
