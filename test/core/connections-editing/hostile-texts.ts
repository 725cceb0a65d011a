import * as fc from 'fast-check'
import { document as exchange } from '../emporix-config/documents.ts'
import { store, tenant } from './documents.ts'

/* Texts that a person, a program or an attacker may put into the form. */

const hostile = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'jwks',
  'keys',
  'default',
  'Default',
  'value',
  'tokenExchange',
  'live',
  'https://',
  '//',
  'http://x//y',
  '[object Object]',
  '\u0000',
  '\uD800',
  'a.b[0].c',
  '-----BEGIN CERTIFICATE-----',
  '${jsonencode(',
  'jsonencode({',
  '<<X\n',
  '••••',
]
const scalar = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, 0.1),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 8 })), tie('tree'), {
      maxKeys: 4,
    }),
  ),
}))

/** Every place of a document, to be replaced by something else. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([name, one]) => placesIn(one, [...path, name]))
  return [path, ...below]
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return by
  const copy = structuredClone(value) as Record<string, unknown>
  const member = replaced(copy[name], rest, by)
  Object.defineProperty(copy, name, {
    value: member,
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return copy
}

const bases = [tenant, store, { platform: 'emporix', emporix: { tokenExchange: exchange } }]
export const mutated = fc
  .constantFrom(...bases)
  .chain((base) =>
    fc.tuple(
      fc.constant(base),
      fc.array(fc.tuple(fc.constantFrom(...placesIn(base)), tree), { minLength: 1, maxLength: 3 }),
    ),
  )
  .map(([base, changes]) =>
    // A later change may aim into what an earlier one replaced: then it aims at nothing.
    changes.reduce<unknown>((document, [path, by]) => {
      try {
        return replaced(document, path, by)
      } catch {
        return document
      }
    }, base),
  )
  .map((document) => JSON.stringify(document))

/** Entries are free beside their known members, so that many of these can be saved. */
export const withFreeEntries = fc
  .dictionary(fc.string({ maxLength: 8 }), fc.dictionary(fc.constantFrom(...hostile), tree))
  .map((tokenExchange) =>
    JSON.stringify(replaced(tenant, ['emporix', 'tokenExchange'], tokenExchange)),
  )

export const cut = fc
  .tuple(mutated, fc.nat(), fc.string({ maxLength: 3 }))
  .map(([text, at, put]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + put + text.slice(place + put.length)
  })
const nested = fc
  .tuple(
    fc.constantFrom('[', '{"a":', '{"platform":"emporix","emporix":', '{"value":'),
    fc.integer({ min: 1, max: 5000 }),
  )
  .map(([open, depth]) => open.repeat(depth))
const digits = fc
  .integer({ min: 1, max: 400 })
  .map((count) => JSON.stringify(tenant).replace('"port":8400', `"port":${'9'.repeat(count)}`))
export const text = fc.oneof(
  mutated,
  withFreeEntries,
  cut,
  nested,
  digits,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(...hostile),
)
