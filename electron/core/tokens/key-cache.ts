import { isObject } from './compact.ts'
import { type CandidateKey, candidateKeys, type KeyChoice } from './key-choice.ts'
import { type ReadyKey, readyKey } from './raw-signature.ts'

export interface KeySet {
  keys: readonly Record<string, unknown>[]
}

/** Choices kept per key set: headers are the sender's, so they must not fill the memory. */
const keptAtMost = 64

/** What was worked out for a key set, kept as long as the set itself. A set is not changed once it is used. */
const choices = new WeakMap<KeySet, Map<string, KeyChoice>>()
/** By key and algorithm; the error of a key that cannot be used is kept as well. */
const ready = new WeakMap<CandidateKey, Map<string, ReadyKey | Error>>()

/** The choice for such a header, if it has been made before. */
export function knownChoice(
  header: Record<string, unknown>,
  algorithm: string,
  set: KeySet,
): KeyChoice | undefined {
  const name = nameOf(header, algorithm)
  return name === null ? undefined : choices.get(set)?.get(name)
}

export async function chooseKeys(
  header: Record<string, unknown>,
  algorithm: string,
  set: KeySet,
): Promise<KeyChoice> {
  // Copied, so that only own members of a key count (J-10).
  const keys = set.keys.filter(isObject).map((key) => ({ ...key }))
  const choice = await candidateKeys(header, algorithm, keys)
  const name = nameOf(header, algorithm)
  if (name !== null) keep(set, name, choice)
  return choice
}

/** Throws what made the key unusable. */
export function readyFor(key: CandidateKey, algorithm: string): ReadyKey {
  const known = ready.get(key) ?? new Map<string, ReadyKey | Error>()
  ready.set(key, known)
  const made = known.get(algorithm) ?? attempt(key, algorithm)
  known.set(algorithm, made)
  if (made instanceof Error) throw made
  return made
}

function attempt({ publicJwk }: CandidateKey, algorithm: string): ReadyKey | Error {
  try {
    return readyKey(publicJwk, algorithm)
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error('unusable')
  }
}

/** All that the choice depends on; null when it is too long to be kept. */
function nameOf(header: Record<string, unknown>, algorithm: string): string | null {
  if (!Object.hasOwn(header, 'kid')) return algorithm
  const { kid } = header
  return typeof kid === 'string' && kid.length <= 200 ? `${algorithm} ${kid}` : null
}

function keep(set: KeySet, name: string, choice: KeyChoice): void {
  const known = choices.get(set) ?? new Map<string, KeyChoice>()
  choices.set(set, known)
  if (known.size >= keptAtMost) known.clear()
  known.set(name, choice)
}
