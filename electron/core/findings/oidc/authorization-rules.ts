import type { Confidence } from '../../../../shared/finding.ts'
import { compared, fact, failureText, ofCheck, stageInWords } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { atProvider, inConnection, signInAgain } from './places.ts'
import { said } from './said.ts'

/*
 * The provider refuses the authorization request (RFC 6749 section 4.1.2.1). All of it but the person's own no is about
 * a provider that the console asks itself; what a broker says of one is a platform's to explain.
 */

const source = 'RFC 6749 section 4.1.2.1'

/** The parameters of the authorization request, as it was sent. */
export function authorizationRequest({ values }: Facts): URLSearchParams {
  return URL.parse(values.pending?.authorizationUrl ?? '')?.searchParams ?? new URLSearchParams()
}

function refusedWith(
  id: string,
  errors: string[],
  find: (facts: Facts) => Found | null,
  confidence: Confidence = 'certain',
): Rule {
  return {
    id,
    source,
    confidence,
    on: { codes: ['authorization_error'], evidence: { error: errors } },
    find: (facts) => (facts.values.metadata ? find(facts) : null),
  }
}

const errorRow = (facts: Facts) => [
  fact('error', failureText(facts, 'error') ?? '', 'callback'),
  ...said(facts),
]

export const authorizationRules: readonly Rule[] = [
  {
    id: 'access-denied',
    source,
    confidence: 'likely',
    on: { codes: ['access_denied'] },
    find: denied,
  },
  refusedWith('scope-not-allowed', ['invalid_scope'], scopeNotAllowed),
  refusedWith(
    'code-flow-not-allowed',
    ['unauthorized_client', 'unsupported_response_type'],
    codeFlowNotAllowed,
  ),
  refusedWith(
    'person-must-be-asked',
    ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'],
    mustBeAsked,
  ),
  refusedWith('nonce-required', ['invalid_request'], nonceRequired, 'likely'),
  refusedWith('code-challenge-refused', ['invalid_request'], challengeRefused, 'likely'),
  refusedWith(
    'provider-failed-at-sign-in',
    ['server_error', 'temporarily_unavailable'],
    providerFailed,
    'likely',
  ),
]

function denied(facts: Facts): Found {
  return {
    title: 'The sign-in was denied.',
    explanation:
      'The person pressed cancel, or the provider lets this person not use the client: not assigned, blocked by a policy, or without the required consent.',
    evidence: [fact('error', 'access_denied', 'callback'), ...said(facts)],
    change: {
      where: atProvider(facts),
      what: 'allow this person to use the client, if it was not the person who said no.',
      next: signInAgain,
    },
  }
}

function scopeNotAllowed(facts: Facts): Found {
  const scope = authorizationRequest(facts).get('scope') ?? 'not sent'
  return {
    title: 'The provider does not give this client a scope that was asked for.',
    explanation: 'A scope is unknown there, or not assigned to the client.',
    evidence: [fact('scope', scope, 'authorization request'), ...errorRow(facts)],
    change: {
      where: inConnection,
      what: 'leave out the scope that the provider does not know, or assign it to the client there.',
      next: signInAgain,
    },
    setting: 'identityProvider.scope',
  }
}

function codeFlowNotAllowed(facts: Facts): Found {
  const clientId = facts.values.client?.clientId ?? 'unknown'
  return {
    title: `The client ${clientId} may not use the authorization code flow.`,
    explanation: 'The provider knows the client, but its settings allow other flows only.',
    evidence: [
      fact('client_id', clientId, 'authorization request'),
      fact(
        'response_type',
        authorizationRequest(facts).get('response_type') ?? 'not sent',
        'authorization request',
      ),
      ...errorRow(facts),
    ],
    change: {
      where: atProvider(facts),
      what: 'turn on the authorization code flow, also called standard flow.',
      next: signInAgain,
    },
  }
}

function mustBeAsked(facts: Facts): Found {
  const prompt = authorizationRequest(facts).get('prompt')
  return {
    confidence: prompt === 'none' ? 'certain' : 'likely',
    title: 'The provider has to ask the person and was not allowed to.',
    explanation:
      prompt === 'none'
        ? 'The connection sends prompt=none, with which a provider may show no page. Nobody is signed in there.'
        : 'It cannot sign anybody in without showing a page, and does not show one.',
    evidence: [
      compared(
        'prompt',
        { expected: 'absent', found: prompt ?? 'absent' },
        'authorization request',
      ),
      ...errorRow(facts),
    ],
    change: {
      where: prompt === null ? atProvider(facts) : inConnection,
      what:
        prompt === null
          ? 'let the client show its login page.'
          : 'take prompt out of the further parameters.',
      next: signInAgain,
    },
    setting: prompt === null ? null : 'identityProvider.parameters',
  }
}

function nonceRequired(facts: Facts): Found | null {
  const sent = authorizationRequest(facts)
  if (sent.has('nonce') || !/nonce/i.test(failureText(facts, 'error_description') ?? ''))
    return null
  return {
    title: 'The provider requires a nonce, and none was sent.',
    explanation: 'A nonce goes along with the scope openid alone: it binds the ID token.',
    evidence: [
      fact('nonce', 'missing', 'authorization request'),
      fact('scope', sent.get('scope') ?? 'not sent', 'authorization request'),
      ...said(facts),
    ],
    change: { where: inConnection, what: 'add openid to the scope.', next: signInAgain },
    setting: 'identityProvider.scope',
  }
}

function challengeRefused(facts: Facts): Found | null {
  const check = facts.check('s256')
  const sent = authorizationRequest(facts).get('code_challenge_method')
  if (!check || check.status === 'passed' || sent === null) return null
  return {
    title: `The provider does not take the code challenge of method ${sent}.`,
    explanation: 'It does not announce S256, and the console sends nothing weaker.',
    evidence: [
      ofCheck('code_challenge_methods_supported', check),
      fact('code_challenge_method', sent, 'authorization request'),
      ...said(facts),
    ],
    change: {
      where: atProvider(facts),
      what: 'allow PKCE with S256.',
      next: signInAgain,
    },
  }
}

function providerFailed(facts: Facts): Found {
  return {
    title: 'The provider failed by itself during the sign-in.',
    explanation: 'Nothing in the request is named as the reason.',
    evidence: [...errorRow(facts), fact('Failed at', stageInWords(facts), 'run')],
    change: {
      where: atProvider(facts),
      what: 'look into its log for this instant.',
      next: signInAgain,
    },
  }
}
