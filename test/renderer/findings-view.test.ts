import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../renderer/features/debugger/findings/byte-pieces.ts'
import { changeText, toneOf } from '../../renderer/features/debugger/findings/change-text.ts'
import { settingName, settingPath } from '../../renderer/features/debugger/findings/setting-path.ts'
import { parseTree } from '../../renderer/features/connections/json-tree.ts'
import type { Finding } from '../../shared/finding.ts'

const marked = (pieces: { text: string; differs: boolean }[]) =>
  pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')

const difference = (expected: string, found: string, at: number) => {
  const { words, ...texts } = differenceOf(expected, found, at)
  return [marked(texts.expected), marked(texts.found), words]
}

describe('texts that should be equal', () => {
  it.each([
    [
      'a change in the middle',
      'account',
      'acc0unt',
      3,
      'acc[o]unt',
      'acc[0]unt',
      'differs from byte 3',
    ],
    [
      'a missing slash',
      '/shop/',
      '/shop',
      5,
      '/shop[/]',
      '/shop',
      'ends after byte 5, the rest is missing',
    ],
    ['something more', '/shop', '/shop/x', 5, '/shop', '/shop[/x]', 'goes on after byte 5'],
    [
      'repeated characters',
      'aaa',
      'aa',
      2,
      'aa[a]',
      'aa',
      'ends after byte 2, the rest is missing',
    ],
    ['nothing at all', 'abc', '', 0, '[abc]', '', 'ends after byte 0, the rest is missing'],
    ['all of it', 'ab', 'xy', 0, '[ab]', '[xy]', 'differs from byte 0'],
    ['bytes, not characters', 'é/x', 'é/y', 3, 'é/[x]', 'é/[y]', 'differs from byte 3'],
    [
      'a character outside of the first plane',
      'a😀',
      'a😁',
      4,
      'a[😀]',
      'a[😁]',
      'differs from byte 4',
    ],
  ])('%s', (_, expected, found, at, ...shown) => {
    expect(difference(expected, found, at)).toEqual(shown)
  })

  it('says where, even if what differs is masked in both', () => {
    expect(difference('state=••••', 'state=••••', 12)).toEqual([
      'state=••••',
      'state=••••',
      'differs from byte 12',
    ])
  })
})

const finding = (change: Finding['change']): Finding => ({
  ruleId: 'audience',
  confidence: 'certain',
  title: '',
  explanation: '',
  evidence: [],
  change,
  setting: null,
})

describe('the one change as text', () => {
  it('says where, what and what then', () => {
    expect(
      changeText(
        finding({
          where: 'At login.acme.example, client storefront',
          what: 'add an audience mapper',
          next: 'then sign in again; this token cannot be mended.',
        }),
      ),
    ).toBe(
      'At login.acme.example, client storefront: add an audience mapper. Then sign in again; this token cannot be mended.',
    )
    expect(changeText(finding({ where: '', what: 'wait a minute', next: '' }))).toBe(
      'Wait a minute.',
    )
  })

  it('is only as loud as it is sure', () => {
    expect(['certain', 'likely', 'possible'].map((one) => toneOf(one as 'certain'))).toEqual([
      'failed',
      'warning',
      'unknown',
    ])
  })
})

describe('the setting of a finding', () => {
  const { root } = parseTree(
    '{"emporix":{"tokenExchange":{"shop.example":{"audience":"x"},"shop":{}},"sso":{"configurations":[{"name":"a"}]}}}',
  )
  if (!root) throw new Error('the document is JSON')

  it.each([
    [
      'emporix.tokenExchange.shop.example.audience',
      ['emporix', 'tokenExchange', 'shop.example', 'audience'],
    ],
    ['emporix.tokenExchange.shop.audience', ['emporix', 'tokenExchange', 'shop', 'audience']],
    [
      'emporix.sso.configurations[0].redirect_uri',
      ['emporix', 'sso', 'configurations', 0, 'redirect_uri'],
    ],
    ['client.scope', ['client', 'scope']],
    ['redirect', ['redirect']],
  ])('%s', (setting, path) => {
    expect(settingPath(setting, root)).toEqual(path)
  })

  it('is named by its last member', () => {
    expect(settingName('client.scope')).toBe('scope')
    expect(settingName('emporix.sso.configurations[0]')).toBe('configurations')
  })
})
