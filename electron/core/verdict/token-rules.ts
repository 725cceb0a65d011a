import type { Check } from '../../../shared/check.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { allowedAlgorithms } from '../tokens/algorithms.ts'
import { type CompactReading, looksEncrypted } from '../tokens/compact.ts'
import type { Evidence, IntrospectionEvidence, SignatureEvidence } from './evidence.ts'
import { notReached, quoted, rung, shown } from './rule.ts'

/** Rules on the token itself: those that come before its claims. */

export function configurationRule(configuration: SiteConfiguration, mode: Evidence['mode']): Check {
  const { site, siteReason, modeReason } = configuration
  const detail = { expected: site, found: mode, source: 'config parameter' }
  const lacking = mode === 'offline' ? configuration.jwks : configuration.introspection
  if (lacking === null) {
    const what = mode === 'offline' ? 'jwks' : 'introspection endpoint'
    const message = `${site} has no ${what}, so no token can be validated ${mode} with it.`
    return rung('configuration', 'failed', { ...detail, message })
  }
  if (siteReason === 'fallback') {
    const message = `The requested configuration does not exist; ${site} is used instead, as the older text says.`
    return rung('configuration', 'warning', { ...detail, message })
  }
  const reason =
    siteReason === 'requested'
      ? `${site} was asked for.`
      : `No configuration was asked for, so ${site} is used.`
  return rung('configuration', 'passed', { ...detail, message: `${reason} ${modeReason}` })
}

const formatDetail = { expected: 'JWT, 3 parts', source: 'RFC 7515 section 7.1' }

export function formatRule(token: string, reading: CompactReading, mode: Evidence['mode']): Check {
  const segments = token.split('.').length
  const found = segments === 1 ? '1 part' : `${segments} parts`
  if (!('problem' in reading)) {
    const message = 'The token is a signed JWT in compact form.'
    return rung('format', 'passed', { ...formatDetail, found, message })
  }
  if (mode === 'online' && isBearerText(token)) {
    const message = looksEncrypted(token)
      ? 'The token is encrypted (JWE); online the provider is asked, so its form does not matter.'
      : 'The token is opaque to us; online the provider is asked, so its form does not matter.'
    const detail = { expected: 'any bearer token', found, source: 'RFC 6750 section 2.1', message }
    return rung('format', 'passed', detail)
  }
  return rung('format', 'failed', { ...formatDetail, found, message: reading.problem })
}

/** RFC 6750 section 2.1, b64token: what can be sent as a token at all. */
function isBearerText(token: string): boolean {
  return /^[\w.~+/-]+=*$/.test(token)
}

export function algorithmRule(evidence: SignatureEvidence | null): Check {
  const source = 'RFC 8725 section 3.1'
  if (evidence === null) return notReached('algorithm', source, 'the token could not be read.')
  const { algorithm, algorithmProblem } = evidence
  const detail = { expected: [...allowedAlgorithms.keys()], found: shown(algorithm), source }
  return algorithmProblem === null
    ? rung('algorithm', 'passed', { ...detail, message: `${quoted(algorithm)} is allowed.` })
    : rung('algorithm', 'failed', { ...detail, message: algorithmProblem })
}

export function keyRule(
  configuration: SiteConfiguration,
  evidence: SignatureEvidence | null,
): Check {
  const source = configuration.jwks?.source ?? 'jwks'
  if (evidence === null || (evidence.keyChoice === null && evidence.keyProblem === null))
    return notReached('key', source, 'no allowed algorithm says what key is needed.')
  const { key, keyChoice, keyProblem } = evidence
  const detail = { expected: 'a key of the set that fits', found: shown(key), source }
  if (keyProblem !== null) return rung('key', 'failed', { ...detail, message: keyProblem })
  if (keyChoice === 'kid')
    return rung('key', 'passed', {
      ...detail,
      message: `The token names key ${key}; the set has it.`,
    })
  if (keyChoice === 'only-fitting') {
    const message = `The token names no key; ${key} is the only one of the set that fits.`
    return rung('key', 'passed', { ...detail, message })
  }
  const tried = key === null ? 'all were tried and none verifies' : `${key} was found by trying`
  const message = `Several keys of the set fit the token: ${tried}. Whether the platform tries them is undocumented.`
  return rung('key', 'warning', { ...detail, message })
}

export function signatureRule(
  configuration: SiteConfiguration,
  evidence: SignatureEvidence | null,
): Check {
  const source = configuration.jwks?.source ?? 'jwks'
  if (evidence === null || evidence.valid === null)
    return notReached('signature', source, 'there is no key to verify with.')
  const detail = { expected: 'valid', found: evidence.valid ? 'valid' : 'invalid', source }
  if (evidence.valid && evidence.signatureProblem === null) {
    const message = `The signature is right: ${evidence.key ?? 'the key'} signed this token.`
    return rung('signature', 'passed', { ...detail, message })
  }
  const message = evidence.signatureProblem ?? 'The signature is wrong.'
  return rung('signature', 'failed', { ...detail, message })
}

export function introspectionRule(
  configuration: SiteConfiguration,
  evidence: IntrospectionEvidence,
): Check {
  const source = configuration.introspection?.source ?? 'introspection'
  const detail = { expected: 200, found: evidence.status, source }
  return evidence.failure === null
    ? rung('introspection', 'passed', { ...detail, message: `${evidence.url} answered.` })
    : rung('introspection', 'failed', { ...detail, message: evidence.failure.message })
}

export function activeRule({ failure, active }: IntrospectionEvidence): Check {
  const source = 'RFC 7662 section 2.2'
  if (failure !== null) return notReached('active', source, 'the introspection failed.')
  const detail = { expected: true, found: shown(active), source }
  if (active === true)
    return rung('active', 'passed', { ...detail, message: 'The provider says that it is active.' })
  const message =
    active === false
      ? 'The provider says that the token is not active: expired, revoked, or not one of its own.'
      : active === null || active === undefined
        ? 'The introspection answer has no active, so the token does not count as active.'
        : `The introspection answer has active ${JSON.stringify(shown(active))}; only the boolean true counts.`
  return rung('active', 'failed', { ...detail, message })
}
