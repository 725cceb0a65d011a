import { describe, expect, it, test } from 'vitest'
import { compareTokens, differenceWords } from '../../renderer/features/tokens/compare-claims.ts'
import { inspected } from './tokens-inspected.ts'

const times = (exp: number) => [{ claim: 'exp', seconds: exp, utc: '' }]

describe('two tokens side by side', () => {
  const one = inspected({
    header: { alg: 'RS256', kid: 'a' },
    claims: { iss: 'x', aud: ['a', 'b'], exp: 1000, address: { a: 1, b: 2 } },
    times: times(1000),
  })
  const other = inspected({
    header: { alg: 'RS256', kid: 'b' },
    claims: { exp: 1182, aud: ['b', 'a'], iss: 'x', address: { b: 2, a: 1 }, tier: 'gold' },
    times: times(1182),
  })
  const { differing, same } = compareTokens(one, other)

  it('aligns by name, in the order of the first', () => {
    expect(differing.map(({ part, name }) => `${part} ${name}`)).toEqual([
      'header kid',
      'claims aud',
      'claims exp',
      'claims tier',
    ])
  })

  it('does not mind the order of members, but that of a list', () => {
    expect(same.map(({ name }) => name)).toEqual(['alg', 'iss', 'address'])
  })

  it('says how far apart two times are', () => {
    expect(differing.find(({ name }) => name === 'exp')?.times).toEqual({
      one: 1000,
      other: 1182,
      words: '3 min 2 s later',
    })
  })

  it('tells absent from null', () => {
    const nulled = compareTokens(inspected({ claims: { a: null } }), inspected({ claims: {} }))
    expect(nulled.differing).toHaveLength(1)
  })

  it('takes names that every object has for what they are', () => {
    const claims = JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, number>
    expect(compareTokens(inspected({ claims }), inspected()).differing).toHaveLength(2)
  })
})

test.each([
  [0, 'at the same second'],
  [-1, '1 s earlier'],
  [3600, '1 h 0 min later'],
])('%d seconds: %s', (seconds, words) => expect(differenceWords(seconds)).toBe(words))
