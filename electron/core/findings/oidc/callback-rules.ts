import { smallDifference } from '../byte-difference.ts'
import { byteCompared, compared, fact, ofCheck, stageInWords, words } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { authorizationRequest } from './authorization-rules.ts'
import { atProvider, inConnection, signInAgain } from './places.ts'

/* What came back, or did not. A callback that is refused while the run waits is known by its kind alone. */

export const callbackRules: readonly Rule[] = [
  {
    id: 'redirect-uri-not-registered',
    source: 'RFC 6749 sections 3.1.2.4 and 4.1.2.1',
    confidence: 'possible',
    on: { codes: ['callback_timeout', 'login_script_failed'] },
    find: notRegistered,
  },
  {
    id: 'callback-state-differs',
    source: 'RFC 6749 section 10.12',
    confidence: 'certain',
    on: { codes: ['callback_timeout', 'callback_refused'] },
    find: (facts) =>
      isRefused(facts, 'foreign-state') || failed(facts, 'state') ? stateDiffers(facts) : null,
  },
  {
    id: 'callback-with-two-codes',
    source: 'RFC 6749 section 3.1',
    confidence: 'certain',
    on: { codes: ['callback_timeout', 'callback_invalid', 'callback_refused'] },
    find: (facts) => (isRefused(facts, 'two-codes') ? twoCodes(facts) : null),
  },
  {
    id: 'callback-in-fragment',
    source: 'OAuth 2.0 Multiple Response Types section 2.1',
    confidence: 'certain',
    on: { codes: ['callback_timeout'] },
    find: (facts) => (isRefused(facts, 'in-fragment') ? inFragment(facts) : null),
  },
  {
    id: 'callback-from-another-provider',
    source: 'RFC 9207 section 2.4',
    confidence: 'certain',
    on: { codes: ['iss_mismatch'], checks: ['iss'] },
    find: (facts) => (facts.check('iss')?.found === null ? null : otherIssuer(facts)),
  },
  {
    id: 'callback-without-issuer',
    source: 'RFC 9207 section 2.4',
    confidence: 'certain',
    on: { codes: ['iss_mismatch'], checks: ['iss'] },
    find: (facts) => (facts.check('iss')?.found === null ? noIssuer(facts) : null),
  },
]

const failed = (facts: Facts, id: string) => facts.check(id)?.status === 'failed'

/** Kinds of callbacks that were refused: `foreign-state`, see shared/callback-outcome.ts. */
function isRefused({ record: { failure } }: Facts, kind: string): boolean {
  const refused = failure?.evidence?.['refused']
  return failure?.evidence?.['kind'] === kind || (Array.isArray(refused) && refused.includes(kind))
}

function notRegistered(facts: Facts): Found | null {
  const sent = authorizationRequest(facts)
  const redirectUri = sent.get('redirect_uri')
  // A broker keeps its own list; what it says of it is a platform's to explain.
  if (!facts.values.metadata || redirectUri === null) return null
  const { failure } = facts.record
  if (failure?.evidence?.['refused'] !== undefined) return null
  const said = failure?.code === 'login_script_failed' ? failure.message : ''
  return {
    confidence: /redirect_uri/.test(said) ? 'certain' : 'possible',
    title: 'The provider does not know the redirect URI, so nothing came back.',
    explanation:
      'To an address that is not registered a provider never redirects: it shows an error page and leaves the person there. The page in the browser says whether it is so.',
    evidence: [
      fact('redirect_uri', redirectUri, 'authorization request'),
      fact('client_id', sent.get('client_id') ?? 'not sent', 'authorization request'),
      fact('Came back', 'nothing', stageInWords(facts)),
    ],
    change: {
      where: atProvider(facts),
      what: `register ${redirectUri} as a redirect URI, byte for byte.`,
      next: signInAgain,
    },
    setting: 'redirect',
  }
}

function stateDiffers(facts: Facts): Found {
  return {
    title: 'The state that came back is not the one that was sent.',
    explanation:
      'The callback belongs to another sign-in, of a second tab or an older attempt, or something on the way changed it. It must not be believed.',
    evidence: [
      compared('state', { expected: 'the state of this run', found: 'different' }, 'callback'),
      fact('redirect_uri', facts.values.pending?.redirectUri ?? '', 'authorization request'),
    ],
    change: {
      where: 'In the browser',
      what: 'close the other tabs of this sign-in; if it happens again, look for a proxy or a page that rewrites the callback.',
      next: signInAgain,
    },
  }
}

function twoCodes(facts: Facts): Found {
  return {
    title: 'The callback carries two codes.',
    explanation:
      'A parameter may stand there once. Two readers could take two different codes, so neither is taken.',
    evidence: [compared('code', { expected: 'once', found: 'twice' }, stageInWords(facts))],
    change: {
      where: atProvider(facts),
      what: 'find what adds a code to the redirect: the provider, a proxy, or the page that passes it on.',
      next: signInAgain,
    },
  }
}

function inFragment(facts: Facts): Found {
  const mode = authorizationRequest(facts).get('response_mode')
  return {
    title: 'The answer came in the fragment of the URL, which browsers keep to themselves.',
    explanation: 'The console asks for a query. A fragment never reaches a server.',
    evidence: [
      compared(
        'response_mode',
        { expected: 'query', found: mode ?? 'not sent' },
        'authorization request',
      ),
    ],
    change: {
      where: mode === null ? atProvider(facts) : inConnection,
      what:
        mode === null
          ? 'let the client answer with a query.'
          : 'take response_mode out of the further parameters.',
      next: signInAgain,
    },
    setting: mode === null ? null : 'identityProvider.parameters',
  }
}

function otherIssuer(facts: Facts): Found | null {
  const check = facts.check('iss')
  if (!check) return null
  const [expected, found] = [words(check.expected), words(check.found)]
  const difference = smallDifference(expected, found)
  return {
    title: difference
      ? `The iss of the callback differs from the issuer by ${difference}.`
      : `The callback is from ${found}, not from the provider that was asked.`,
    explanation: difference
      ? 'They are compared byte for byte.'
      : 'An answer that another provider mixes in would take the code elsewhere, so the code is not redeemed.',
    evidence: [byteCompared('iss', { expected, found }, check.source)],
    change: {
      where: difference ? atProvider(facts) : inConnection,
      what: difference
        ? 'let the provider name itself alike in its metadata and in its answers.'
        : `set the issuer to ${found} if that is the provider you mean; if not, do not go on.`,
      next: signInAgain,
    },
    setting: difference ? null : 'identityProvider.issuer',
  }
}

function noIssuer(facts: Facts): Found | null {
  const check = facts.check('iss')
  if (!check) return null
  const byHand = check.source === 'connection'
  return {
    title: 'The callback does not say which provider it is from.',
    explanation: byHand
      ? 'The connection requires iss.'
      : 'The provider announces authorization_response_iss_parameter_supported, so that an answer without iss may be from another one.',
    evidence: [ofCheck('iss', check)],
    change: {
      where: byHand ? inConnection : atProvider(facts),
      what: byHand
        ? 'turn requireIss off, if the provider knows no iss.'
        : 'find what takes iss away: a proxy, or a page that passes the callback on.',
      next: signInAgain,
    },
    setting: byHand ? 'identityProvider.requireIss' : null,
  }
}
