import type { Failure } from '../../../shared/failure.ts'

/*
 * What the pure ladder needs from the outside world, gathered beforehand: the result of the signature check
 * (offline) or of the introspection (online). Plain JSON.
 */

/** How far the offline check of a token against a key set came. */
export interface SignatureEvidence {
  /** `alg` of the protected header, as found. */
  algorithm: string | null
  /** `none`, HMAC, missing or unknown: the sentence says which. Null when allowed. */
  algorithmProblem: string | null
  /** `kid` of the chosen key, or its thumbprint when it has none; null when no key was chosen. */
  key: string | null
  /**
   * How it was chosen: by the header's `kid`; without one as the only key that fits; or by trying every key
   * that fits, because there is no `kid` or several keys share it. Null when it was not reached.
   */
  keyChoice: 'kid' | 'only-fitting' | 'tried' | null
  keyProblem: string | null
  /** Null when it was not reached. */
  valid: boolean | null
  signatureProblem: string | null
}

/** What the introspection endpoint said (RFC 7662). */
export interface IntrospectionEvidence {
  /** The URL asked, without any token. */
  url: string
  /** Null when no answer came. */
  status: number | null
  /** Set when the answer is no introspection response: 401, 5xx, redirect, HTML, bad JSON, timeout. */
  failure: Failure | null
  /** `active` as found, whatever its type; only the boolean true counts. */
  active: unknown
  /** Claims of an active answer; null otherwise. */
  claims: Record<string, unknown> | null
}

export type Evidence =
  /** `signature` is null when the token is no compact JWS: there was nothing to verify. */
  | { mode: 'offline'; signature: SignatureEvidence | null }
  | { mode: 'online'; introspection: IntrospectionEvidence }
