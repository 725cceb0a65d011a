import type { Verdict } from '../../../shared/check.ts'
import { maskJson, maskText } from '../../../shared/redact.ts'

/** A verdict as it may leave the core: a claim may hold a token, like every other value. */
export function maskedVerdict(verdict: Verdict): Verdict {
  return {
    ...verdict,
    checks: verdict.checks.map((check) => ({
      ...check,
      expected: maskJson(check.expected),
      found: maskJson(check.found),
      message: maskText(check.message),
    })),
  }
}

/** What redact.ts could find a secret by, in the values that come from a token. Rather too often than not. */
const trigger =
  /ey[JA]|ew[o0k]|[=<]|:\/\/[^/]*@|(?:bearer|basic|dpop)\W|(?:token|secret|password|verifier|code|state|nonce|key|cookie|pass\w*|pwd|assertion|authorization|samlresponse)["'\\]*\s*[:=]/i

/** The same at a fraction of the cost for the verdicts that hold nothing to mask, which are nearly all. */
export function maskedWhereNeeded(verdict: Verdict): Verdict {
  return verdict.checks.some(({ found }) => mayHoldSecret(found)) ? maskedVerdict(verdict) : verdict
}

function mayHoldSecret(found: Verdict['checks'][number]['found']): boolean {
  if (typeof found === 'string') return trigger.test(found)
  return Array.isArray(found) && found.some(mayHoldSecret)
}
