import { createHash } from 'node:crypto'

/* What a code is bound to, whoever redeems it. */

/** RFC 7636 section 4.2 */
export const challengeOf = (verifier: string) =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url')

/** Seconds. RFC 6749 section 4.1.2 recommends ten minutes at most; a minute is what many providers give. */
export const codeLifetimes = { usual: 60, longest: 600 } as const
