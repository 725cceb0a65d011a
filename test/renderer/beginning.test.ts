import { describe, expect, it } from 'vitest'
import {
  beginsWith,
  kindsFor,
  nothingTyped,
  startFromLabel,
} from '../../renderer/features/debugger/editing/beginning.ts'

describe('starting from what the person has', () => {
  it('offers only what the flow takes', () => {
    expect(kindsFor({ startsWith: ['subjectToken', 'callback'] })).toEqual([
      'token',
      'callback',
      'code',
    ])
    expect(kindsFor({ startsWith: ['callback'] })).toEqual(['callback', 'code'])
    expect(kindsFor({ startsWith: [] })).toEqual([])
    expect(kindsFor(undefined)).toEqual([])
  })

  it('says what there is to start from', () => {
    expect(startFromLabel(['token', 'callback', 'code'])).toBe(
      'Start from a token, a callback URL or a code…',
    )
    expect(startFromLabel(['token'])).toBe('Start from a token…')
  })

  it('asks with what was typed and nothing else', () => {
    const typed = {
      ...nothingTyped,
      token: ' ey.x.y\n',
      callback: 'http://127.0.0.1/cb?code=a',
      code: 'abc',
      codeVerifier: ' v ',
    }
    expect(beginsWith('token', typed)).toEqual({ subjectToken: 'ey.x.y' })
    expect(beginsWith('callback', typed)).toEqual({
      callback: { text: 'http://127.0.0.1/cb?code=a', codeVerifier: 'v' },
    })
    // A code alone does not say where it was sent.
    expect(beginsWith('code', typed)).toBeNull()
    expect(beginsWith('code', { ...typed, redirectUri: 'http://127.0.0.1/cb' })).toEqual({
      callback: { text: 'abc', redirectUri: 'http://127.0.0.1/cb', codeVerifier: 'v' },
    })
    expect(beginsWith('token', nothingTyped)).toBeNull()
  })
})
