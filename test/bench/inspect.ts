import { inspectToken } from '../../electron/core/tokens/inspect.ts'

const encode = (text: string) => Buffer.from(text).toString('base64url')
const megabyte = 1_000_000

const members = (count: number) =>
  Array.from({ length: count }, (_, at) => `"claim${at}":"value ${at}"`).join(',')

/** Texts of 1 MB that are laborious in different ways. */
const texts: Record<string, string> = {
  'many members': `${encode('{"alg":"RS256"}')}.${encode(`{${members(28_000)}}`)}.c2ln`,
  'one long claim': `${encode('{"alg":"RS256"}')}.${encode(`{"a":"${'x'.repeat(740_000)}"}`)}.c2ln`,
  'many segments': 'a.'.repeat(megabyte / 2),
  'deep nesting': `${encode('{"alg":"RS256"}')}.${encode('['.repeat(740_000))}.c2ln`,
  'no token at all': 'lorem ipsum '.repeat(megabyte / 12),
  'wrapped over lines': 'eyJhbGciOiJSUzI1NiJ9\n'.repeat(megabyte / 21),
}

/** How long a person waits for a pasted megabyte; at most 100 ms. */
export function benchInspect(): void {
  console.log('inspect: one text of 1 MB, best of 5')
  for (const [name, text] of Object.entries(texts)) {
    const times = Array.from({ length: 5 }, () => {
      const began = performance.now()
      inspectToken('token', text)
      return performance.now() - began
    })
    console.log(
      `  ${name.padEnd(20)} ${Math.min(...times)
        .toFixed(1)
        .padStart(7)} ms`,
    )
  }
}
