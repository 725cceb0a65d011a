import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConnection } from '../../../electron/core/config/connection-text.ts'
import { FlowError } from '../../../electron/core/failure.ts'

const canary = 'canary-5f2b9c'
const document = {
  platform: 'emporix',
  name: 'acme',
  identityProvider: {
    issuer: 'https://login.acme.example',
    clientId: 'storefront',
    clientSecret: canary,
    parameters: { prompt: 'login' },
  },
  redirect: { port: 8080 },
  emporix: {
    tenant: 'acme',
    storefrontClientId: 'public',
    tokenExchange: { default: { client_secret: canary, audience: ['a', 'b'] } },
    sso: {
      configurations: [
        {
          name: 'a',
          domain: 'login.example',
          token_endpoint: '/token',
          provider: 'a',
          client_id: 'a',
          redirect_uri: 'https://shop.example/callback',
        },
      ],
    },
  },
}
const source = 'acme.json'
const fuzz = { seed: 20_260_101, numRuns: 1000 }

const withPlace =
  /^acme\.json(?:: \S.*: \S.*| is not JSON \(at (?:line \d+ column \d+|position \d+|its end)\).*)\.$/s

/** What it says, or nothing when it is taken. Anything but a FlowError with a place is a failure of the test. */
function refusal(text: string): string | null {
  try {
    parseConnection(text, source)
    return null
  } catch (thrown) {
    if (!(thrown instanceof FlowError) || thrown.code !== 'connection_invalid') throw thrown
    if (!withPlace.test(thrown.message)) throw new Error('no place', { cause: thrown })
    return thrown.message
  }
}

/** Whether nothing but a FlowError with a place comes of any text. */
const holds = <T>(texts: fc.Arbitrary<T>, textOf: (value: T) => string) => {
  const property = fc.property(texts, (value) => !refusal(textOf(value))?.includes(canary))
  return fc.check(property, fuzz)
}

/** Every place of a document, as the way to it. */
function places(value: unknown, path: PropertyKey[] = []): PropertyKey[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([key, member]) => places(member, [...path, key]))
  return [path, ...below]
}

function replaced(value: unknown, [part, ...rest]: PropertyKey[], other: unknown): unknown {
  if (part === undefined) return other
  const copy: unknown = structuredClone(value)
  if (typeof copy !== 'object' || copy === null) return other
  Reflect.set(copy, part, replaced(Reflect.get(copy, part), rest, other))
  return copy
}

describe('a connection that leaves members out', () => {
  it.each([
    ['emporix', undefined, { host: '127.0.0.1', port: 0 }],
    ['emporix', { port: 9 }, { host: '127.0.0.1', port: 9 }],
    // A realm lists redirect URIs to the letter, and of http only localhost.
    ['elastic-path', undefined, { host: 'localhost', port: 8080 }],
    ['elastic-path', { port: 9 }, { host: 'localhost', port: 9 }],
    ['elastic-path', { path: '/back' }, { host: 'localhost', port: 8080, path: '/back' }],
  ])('of %s with redirect %j comes back to %j', (platform, redirect, expected) => {
    const text = JSON.stringify({
      ...(platform === 'emporix'
        ? document
        : { platform, name: 'globex', elasticPath: { clientId: 'key' } }),
      redirect,
    })
    expect(parseConnection(text, 'acme.json').redirect).toMatchObject(expected)
  })
})

describe('the text of a connection', () => {
  it('is taken', () => {
    expect(refusal(JSON.stringify(document))).toBeNull()
    expect(refusal(`\uFEFF${JSON.stringify(document)}`)).toBeNull()
  })

  it.each([
    ['nothing', '', 'at its end'],
    ['half of one', '{"platform":', 'at its end'],
    ['a slip in the second line', '{\n"name" "a"}', 'at line 2 column 8'],
    ['a number', '7', ': the document: '],
    ['null', 'null', ': the document: '],
    ['a list', '[{}]', ': the document: '],
    ['an empty object', '{}', ': platform: '],
    ['a member named like a trap', '{"platform":"emporix","__proto__":{"a":1}}', ': '],
    ['nesting without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'levels deep'],
    [
      'nesting in a member',
      JSON.stringify(
        replaced(
          document,
          ['emporix', 'tokenExchange', 'deep'],
          JSON.parse('[['.repeat(200) + ']]'.repeat(200)),
        ),
      ),
      ': emporix.tokenExchange.deep: is nested more than 100 levels deep',
    ],
  ])('that is %s is refused with the place', (_, text, place) => {
    expect(refusal(text)).toContain(place)
  })

  it('is refused with a place whatever it is', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.json())
    expect(holds(any, (text) => text)).toMatchObject({ failed: false })
  })

  it('is refused with a place whatever stands anywhere in it', () => {
    const changed = fc.tuple(fc.constantFrom(...places(document)), fc.jsonValue())
    expect(
      holds(changed, ([place, other]) => JSON.stringify(replaced(document, place, other))),
    ).toMatchObject({ failed: false })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('is refused without its secrets wherever it is cut or changed', () => {
    const text = JSON.stringify(document)
    const changed = fc.tuple(fc.nat(text.length - 1), fc.nat(5), fc.string({ maxLength: 3 }))
    expect(
      holds(changed, ([at, length, other]) => text.slice(0, at) + other + text.slice(at + length)),
    ).toMatchObject({ failed: false })
  })
})
