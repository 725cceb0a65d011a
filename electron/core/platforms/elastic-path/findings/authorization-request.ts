import type { Facts } from '../../../findings/rule.ts'
import { refusedField, sentAuthorization } from './sent.ts'

/*
 * The authorization request of hop 1, where the broker refuses it: asked without a browser that is heard in
 * `authorize`; else, where the broker may redirect, in the callback.
 */

export const refusedRequest = {
  stages: ['authorize', 'callback'],
  codes: ['authorization_refused', 'authorization_error'],
} as const

/** A field that the broker names beside the one in question excludes it. */
export function isAbout(facts: Facts, field: string): boolean {
  return (refusedField(facts) ?? field) === field
}

export function sent(facts: Facts, name: string): string | null {
  return sentAuthorization(facts)?.searchParams.get(name) ?? null
}
