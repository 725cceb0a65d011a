import type { ComparedKey, KeyInWords } from '../../../shared/key-set.ts'
import type { FoundKey } from './key-words.ts'

export interface DescribedKey {
  key: FoundKey
  words: KeyInWords
}

export interface Sides {
  pinned: readonly DescribedKey[]
  live: readonly DescribedKey[]
}

type Members = (key: FoundKey) => Record<string, unknown>

/**
 * Pinned keys against those that are published now. A key is the same under the same `kid` alone, because by that a
 * token names it. Pure.
 */
export function compareKeys({ pinned, live }: Sides, publicMembers: Members): ComparedKey[] {
  const rows = pinned.map(({ words }): ComparedKey => {
    const isLive = live.some((one) => isSame(one.words, words))
    return {
      status: isLive ? 'same' : 'only-pinned',
      key: words,
      sentence: isLive ? sameSentence : rotatedSentence(words, live),
      insert: null,
    }
  })
  const missing = live.filter(({ words }) => !pinned.some((one) => isSame(one.words, words)))
  return [
    ...rows,
    ...missing.map(({ key, words }): ComparedKey => ({
      status: 'only-live',
      key: words,
      sentence: words.verifies ? missingSentence(words, pinned) : uselessSentence,
      insert: words.verifies ? textOf(publicMembers(key)) : null,
    })),
  ]
}

/** The live keys that verify signatures, as text to be pinned. */
export function keySetText({ live }: Pick<Sides, 'live'>, publicMembers: Members): string {
  const usable = live.filter(({ words }) => words.verifies)
  return textOf({ keys: usable.map(({ key }) => publicMembers(key)) })
}

const textOf = (value: unknown) => JSON.stringify(value, null, 2)

/** What it comes to. */
export function comparisonSentence(
  keys: readonly ComparedKey[],
  { pinnedIn, site }: { pinnedIn: string | null; site: string },
): string {
  if (pinnedIn === null)
    return `${site} has no jwks, so its tokens are introspected; pinned keys would make it offline, and a revoked token would stay valid.`
  const count = (wanted: ComparedKey['status']) =>
    keys.filter(({ status, key }) => status === wanted && key.verifies).length
  const [missing, rotated] = [count('only-live'), count('only-pinned')]
  if (missing > 0) {
    const what = missing === 1 ? 'A key that is' : `${missing} keys that are`
    return `${what} published now ${missing === 1 ? 'is' : 'are'} missing in ${pinnedIn}: tokens signed with ${missing === 1 ? 'it' : 'them'} are refused.`
  }
  return rotated > 0
    ? `All published keys are pinned; ${pinnedIn} also holds ${rotated} that the provider has rotated away.`
    : `${pinnedIn} holds the keys that the provider publishes.`
}

function isSame(one: KeyInWords, other: KeyInWords): boolean {
  return one.kid === other.kid && one.thumbprint !== null && one.thumbprint === other.thumbprint
}

const sameSentence = 'Pinned, and published now: tokens signed with it are accepted.'

const uselessSentence =
  'Published, but no token can be verified with it, so that it need not be pinned.'

function rotatedSentence(words: KeyInWords, live: readonly DescribedKey[]): string {
  const sentence =
    'Pinned, and not published any more: the provider has rotated it away. Take it out when the last token that it signed has ended.'
  return sentence + otherwise(words, live, 'published')
}

function missingSentence(words: KeyInWords, pinned: readonly DescribedKey[]): string {
  const sentence = 'Published now, and not pinned: tokens signed with it are refused.'
  return sentence + otherwise(words, pinned, 'pinned')
}

/** Half a match is the trap: the eye takes it for the same key. */
function otherwise(words: KeyInWords, others: readonly DescribedKey[], where: string): string {
  const ofKid = words.kid !== null && others.some((one) => one.words.kid === words.kid)
  if (ofKid) return ` Another key is ${where} under the same kid.`
  const renamed = others.find(
    (one) => words.thumbprint !== null && one.words.thumbprint === words.thumbprint,
  )
  if (!renamed) return ''
  return ` The same key is ${where} under ${renamed.words.kid === null ? 'no kid' : `the kid ${renamed.words.kid}`}.`
}
