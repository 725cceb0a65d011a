import type { Failure } from '../../../shared/failure.ts'
import type { DecisiveBytes, Facts, Finding, Subject } from './requirement.ts'

/* What the probes show, whoever requires it. Pure. */

/** That the person who comes back finds the door: the redirect URI is registered for this client. */
export function redirectFinding({ redirect: fact }: Facts, subject: Subject): Finding {
  const decisive: DecisiveBytes = { in: 'redirect', parameters: ['redirect_uri'] }
  const learnedFrom = 'probe'
  switch (fact.kind) {
    case 'not-sent':
      return leftOut(fact)
    case 'away':
      return silent(fact.failure, decisive)
    case 'came-back':
      return {
        result: 'passed',
        found: fact.error === null ? 'it redirects there' : `it redirects there, ${fact.error}`,
        message:
          'The provider sends the answer to the redirect URI, so it knows it for this client. That nobody was signed in is what the probe wants.',
        decisive,
        learnedFrom,
      }
    case 'page':
      return {
        result: 'failed',
        found: fact.found,
        message:
          'The provider answers by itself instead of redirecting: it does not know this redirect URI for this client, or does not know the client. Every sign-in would stop at its error page.',
        decisive,
        learnedFrom,
        fix: {
          sentence: `At the provider, client \`${subject.clientId ?? ''}\`, add this redirect URI, byte for byte:`,
          copy: subject.redirectUri ?? '',
        },
      }
    case 'unclear':
      return {
        result: 'unknown',
        found: fact.found,
        message:
          'The provider neither redirects to the redirect URI nor refuses; it may not obey prompt=none, and shows a page of its own first.',
        decisive,
        learnedFrom,
      }
  }
}

/** OpenID Connect Core 3.1.2.6: only the person is missing, everything else was taken. */
const onlyPersonMissing = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

/** Whether the request without nonce, acr_values and PKCE was taken; null where the probe does not say. */
export function plainRequestFinding({ redirect: fact }: Facts): Finding | null {
  if (fact.kind === 'not-sent' || fact.kind === 'away') return null
  if (fact.kind !== 'came-back') {
    return {
      result: 'unknown',
      found: 'the probe did not get that far',
      message: `The provider answered ${fact.found} before it looked at what the request lacks.`,
      decisive: { in: 'redirect', parameters: [] },
      learnedFrom: 'probe',
    }
  }
  const decisive: DecisiveBytes = { in: 'redirect', parameters: [] }
  const taken = fact.error === null || onlyPersonMissing.has(fact.error)
  return taken
    ? {
        result: 'passed',
        found: 'a request without both was taken',
        message: 'The provider took an authorization request without nonce and without acr_values.',
        decisive,
        learnedFrom: 'probe',
      }
    : {
        result: 'unknown',
        found: fact.error ?? '',
        message: `The provider refused a request without nonce, acr_values and code challenge with ${fact.error}${fact.description ? `: ${fact.description}` : ''}. Which of them it misses, its sentence says at best.`,
        decisive,
        learnedFrom: 'probe',
      }
}

/** RFC 6749 sections 4.1.2.1 and 5.2. */
const wrongFlow = new Set(['unauthorized_client', 'unsupported_response_type'])

/** That this client may not use the code flow, as a probe heard; null where none did. */
export function codeFlowRefusal({ redirect, secret }: Facts): Finding | null {
  const refused =
    redirect.kind === 'came-back' && wrongFlow.has(redirect.error ?? '')
      ? { error: redirect.error, in: 'redirect' as const, parameters: ['response_type'] }
      : secret.kind === 'answered' && secret.status === 400 && wrongGrant.has(secret.error ?? '')
        ? { error: secret.error, in: 'secret' as const, parameters: ['grant_type'] }
        : null
  if (refused === null) return null
  return {
    result: 'failed',
    found: refused.error ?? '',
    message: `The provider answers ${refused.error}: this client may not use the authorization code flow.`,
    decisive: { in: refused.in, parameters: refused.parameters },
    learnedFrom: 'probe',
    fix: { sentence: 'At the provider, allow the authorization code flow for this client.' },
  }
}

const wrongGrant = new Set(['unauthorized_client', 'unsupported_grant_type'])

export function leftOut({ why, isSkipped }: { why: string; isSkipped: boolean }): Finding {
  return isSkipped
    ? { result: 'skipped', found: why, message: `Not asked: ${why}.`, learnedFrom: 'probe' }
    : {
        result: 'unknown',
        found: why,
        message: `It could not be asked: ${why}.`,
        learnedFrom: 'probe',
      }
}

export function silent(failure: Failure, decisive: DecisiveBytes): Finding {
  return {
    result: 'unknown',
    found: 'no answer',
    message: `The probe got no usable answer: ${failure.message}`,
    decisive,
    learnedFrom: 'probe',
  }
}
