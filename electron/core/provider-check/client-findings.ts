import { silent } from './probe-findings.ts'
import type { DecisiveBytes, Facts, Finding } from './requirement.ts'

/* What the probes show that authenticate the client, whoever requires it. Pure. */

/** What the made-up code brought of the client secret; null where the probe does not say. */
export function secretFinding({ secret: fact }: Facts): Finding | null {
  if (fact.kind !== 'answered') return null
  const decisive: DecisiveBytes = { in: 'secret', parameters: [] }
  const { status, error } = fact
  const found = `${status}${error === null ? '' : ` ${error}`}`
  if (status === 400 && error === 'invalid_grant') {
    return {
      result: 'passed',
      found: `${found}: the secret was taken`,
      message:
        'The provider authenticated the client with client_secret_basic and then refused the made-up code, as it should.',
      decisive,
      learnedFrom: 'probe',
    }
  }
  if (status === 401 || error === 'invalid_client') {
    return {
      result: 'failed',
      found,
      message:
        'The provider did not authenticate the client with client_secret_basic: the secret is wrong, or the client is set to another method.',
      decisive,
      learnedFrom: 'probe',
      fix: {
        sentence:
          'At the provider, set the client to authenticate with client_secret_basic, and enter its current secret here.',
      },
    }
  }
  return {
    result: 'unknown',
    found,
    message: `The token endpoint answered ${found} to a made-up code; neither invalid_grant nor invalid_client, so the secret was perhaps not looked at.`,
    decisive,
    learnedFrom: 'probe',
  }
}

/** RFC 7662 with Basic; null where the probe was not sent. */
export function introspectionFinding({ introspection: fact }: Facts): Finding | null {
  if (fact.kind === 'not-sent') return null
  const decisive: DecisiveBytes = { in: 'introspection', parameters: [] }
  const learnedFrom = 'probe'
  if (fact.kind === 'away') return silent(fact.failure, decisive)
  const { status, active, failure } = fact.evidence
  if (active === false) {
    return {
      result: 'passed',
      found: 'active: false for a made-up token',
      message:
        'The provider took the client with Basic and says that a made-up token is not active.',
      decisive,
      learnedFrom,
    }
  }
  if (active === true) {
    return {
      result: 'failed',
      found: 'active: true for a made-up token',
      message: 'The endpoint calls a made-up token active, so its answers mean nothing.',
      decisive,
      learnedFrom,
      fix: { sentence: 'Let introspection_endpoint lead to the real endpoint of the provider.' },
    }
  }
  if (status === 401 || status === 403) {
    return {
      result: 'failed',
      found: `${status}, refused`,
      message: `The introspection endpoint refused the client with ${status}: the secret is wrong, or the client may not introspect.`,
      decisive,
      learnedFrom,
      fix: {
        sentence:
          'At the provider, make it a confidential client with the right to introspect, authenticated by Basic.',
      },
    }
  }
  return {
    result: 'unknown',
    found: `${status ?? 'no'} answer without active`,
    message: failure?.message ?? 'The introspection endpoint answered without `active`.',
    decisive,
    learnedFrom,
  }
}
