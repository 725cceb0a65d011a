type Json = string | number | boolean | null | Json[] | { [member: string]: Json }

const kept = ['kty', 'kid', 'use', 'key_ops', 'alg', 'crv', 'x', 'y', 'n', 'e']
const certificates = ['x5c', 'x5t', 'x5t#S256']

/** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/** Whether a JWK holds anything that must stay with its owner (J-15). */
export function isPrivate(key: Record<string, unknown>): boolean {
  return privateMembers.some((member) => Object.hasOwn(key, member))
}

/** What may travel in a run and a trace file: the public members, never a private one. */
export function publicMembers(key: Record<string, unknown>): Record<string, Json> {
  const members = [...kept, ...certificates].filter((member) => Object.hasOwn(key, member))
  return Object.fromEntries(members.map((member) => [member, plain(key[member])]))
}

/** Keys come from JSON; a nested object has no meaning here, and null keeps such a member unusable. */
function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : null))
  return ['string', 'number', 'boolean'].includes(typeof value) ? (value as Json) : null
}
