import type { Check } from '../../../../shared/check.ts'
import type { InspectedToken } from '../../../../shared/token.ts'
import { check } from '../../flow/stage.ts'
import { inspectToken } from '../../tokens/inspect.ts'

/*
 * The tokens of the platform are JWTs signed with HS256 and a secret of its own: they are read here, leniently,
 * and held against what came beside them. Nobody outside the platform can verify them. Pure.
 */

export interface ReadToken {
  found: InspectedToken
  /** Empty where nothing can be read. */
  claims: Record<string, unknown>
}

export function readToken(token: string): ReadToken {
  const found = inspectToken('token', token)
  const { claims } = found
  const readable = typeof claims === 'object' && claims !== null && !Array.isArray(claims)
  return { found, claims: readable ? claims : {} }
}

/** Whether it is the kind of text that the platform issues there: a malformed JWT for customers (4.3). */
export function formCheck({ found }: ReadToken, expected: 'jws' | 'malformed'): Check {
  const { kind, claims, warnings } = found
  const readable = claims !== null
  const asExpected = kind === expected && readable
  // A strict reader takes what is well formed, so that difference hurts nobody.
  const status = asExpected || kind === 'jws' ? 'passed' : 'warning'
  return check('token-form', 'Form of the token', status, {
    expected: expected === 'jws' ? 'a JWT' : 'a JWT, malformed',
    found: readable && kind === 'malformed' ? 'a JWT, malformed' : names[kind],
    source: 'Elastic Path documentation examples',
    message: !readable
      ? 'The token cannot be decoded, so nothing in it was compared; it may work all the same.'
      : kind === 'jws'
        ? 'The token is a well-formed JWT.'
        : `The token is a malformed JWT, which a strict library refuses: send it on as it is. ${warnings.join(' ')}`,
  })
}

const names: Record<InspectedToken['kind'], string> = {
  jws: 'a JWT',
  jwe: 'an encrypted JWT',
  opaque: 'an opaque token',
  malformed: 'no JWT',
}

export function signatureCheck(): Check {
  return check('token-signature', 'Signature', 'skipped', {
    expected: 'HS256 with the secret of the platform',
    source: 'Elastic Path documentation examples',
    message:
      'Not verified: only the platform has the secret. What the token says was compared, never believed.',
  })
}

/** One claim, and what it must agree with. */
export interface ClaimExpectation {
  claim: string
  title: string
  expected: string | number | null
  /** Which layer set the expectation. */
  source: string
  /** The sentence for a value that is another one. */
  wrong: string
  severity: 'failed' | 'warning'
  /** Equality, unless told otherwise. */
  agrees?: (value: unknown) => boolean
}

export function claimCheck({ claims }: Pick<ReadToken, 'claims'>, expectation: ClaimExpectation) {
  const { claim, title, expected, source, wrong, severity } = expectation
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined
  const agrees = expectation.agrees?.(value) ?? value === expected
  const status =
    expected === null ? 'skipped' : value === undefined ? 'warning' : agrees ? 'passed' : severity
  return check(`claim-${claim.replaceAll('_', '-')}`, title, status, {
    expected,
    found: plain(value),
    source,
    message:
      expected === null
        ? `There is nothing to hold ${claim} against: ${source} says nothing of it.`
        : value === undefined
          ? `The token has no ${claim}.`
          : agrees
            ? `${claim} agrees with ${source}.`
            : wrong,
  })
}

function plain(value: unknown): string | number | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}
