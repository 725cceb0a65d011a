import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { fact, failureText, ofCheck, ruledOut } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { brokerRows } from './answer-rows.ts'
import { said } from './sent.ts'

/*
 * Why the broker could not complete the sign-in at the identity provider, which nobody else sees (elastic-path.md
 * sections 7 and 9). Its errors are undocumented: a cause is likely where the words or a check of the provider
 * speak for it, and possible where they speak for none.
 */

interface Cause {
  id: string
  title: string
  explanation: string
  /** What an error of this cause is likely to speak of. Assumed. */
  words: RegExp
  /** The check of the provider that proves it where it failed, and excludes it where it passed. */
  check?: string
  /** Facts of this run that belong to it. */
  rows?: (facts: Facts) => FindingEvidence[]
  what: (facts: Facts) => string
}

const client = ({ values: { oidcProfile } }: Facts) => oidcProfile?.clientId ?? 'of the profile'
const profile = ({ values: { oidcProfile } }: Facts) => oidcProfile?.name ?? 'of the realm'

const causes: readonly Cause[] = [
  {
    id: 'provider-secret-wrong',
    title: 'The profile holds a wrong client secret.',
    explanation:
      'The broker redeems the code of the provider with it, and is refused. The secret of a profile can be written and never read, so it cannot be compared.',
    words: /invalid_client|refuses the client|client.?secret|client authentication/i,
    rows: (facts) => [fact('Client of hop 2', client(facts), 'profile, client_id')],
    what: (facts) =>
      `set the client secret of the profile ${profile(facts)} anew, as the provider has it.`,
  },
  {
    id: 'provider-refuses-basic',
    title: 'The provider does not take the client secret by Basic.',
    explanation:
      'The broker authenticates with client_secret_basic and knows no other method; many providers let the method be chosen for each client.',
    words: /client_secret_basic|auth(entication)?.?method/i,
    check: 'requirement-client-secret-basic',
    what: (facts) => `allow client_secret_basic for the client ${client(facts)}.`,
  },
  {
    id: 'id-token-encrypted',
    title: 'The provider encrypts the ID token.',
    explanation:
      'The broker has no key to decrypt it with: an encrypted one has five parts instead of three.',
    words: /encrypt|JWE/i,
    what: (facts) => `switch the encryption of ID tokens off for the client ${client(facts)}.`,
  },
  {
    id: 'id-token-further-audience',
    title: 'The ID token is meant for a further audience.',
    explanation:
      'aud has to be the client of the profile alone; an ID token with a second one is refused.',
    words: /audience|\baud\b|\bazp\b|for this client alone/i,
    rows: (facts) => [fact('aud, expected', client(facts), 'profile, client_id')],
    what: (facts) =>
      `take the further audiences out of the ID token of the client ${client(facts)}.`,
  },
  {
    id: 'person-without-email',
    title: 'The provider sends no e-mail address of this person.',
    explanation: 'A shopper is kept by name and e-mail, so nobody without one can sign in.',
    words: /e-?mail/i,
    check: 'requirement-email',
    what: () => 'give this person an e-mail address, and put the claim email into the ID token.',
  },
  {
    id: 'provider-requires-nonce',
    title: 'The provider requires a nonce.',
    explanation: 'The broker is not known to send one, and the platform supports none.',
    words: /nonce/i,
    rows: ({ values: { upstream } }) =>
      upstream
        ? [
            fact(
              'nonce of hop 2',
              upstream.hasNonce ? 'sent' : 'not sent',
              'redirect of the broker',
            ),
          ]
        : [],
    what: (facts) => `do not require a nonce of the client ${client(facts)}.`,
  },
  {
    id: 'provider-requires-pkce',
    title: 'The provider requires PKCE, or a pushed request, of the broker.',
    explanation:
      'That the broker sends a code challenge to the provider is not documented, nor that it pushes its request.',
    words: /code_challenge|PKCE|pushed|request_uri/i,
    check: 'requirement-no-nonce',
    rows: ({ values: { upstream } }) =>
      upstream
        ? [
            fact(
              'code_challenge of hop 2',
              upstream.hasCodeChallenge ? 'sent' : 'not sent',
              'redirect of the broker',
            ),
          ]
        : [],
    what: (facts) => `require neither PKCE nor pushed requests of the client ${client(facts)}.`,
  },
  {
    id: 'provider-issuer-changed',
    title: 'The provider names another issuer than the profile remembers.',
    explanation:
      'The store reads the issuer when a profile is saved. Known people may become new ones, because they are assumed to be found by issuer and subject.',
    words: /issuer|\biss\b/i,
    check: 'issuer-unchanged',
    what: (facts) =>
      `save the profile ${profile(facts)} once more, or set the issuer back at the provider.`,
  },
  {
    id: 'provider-keys-unreadable',
    title: 'The keys of the provider cannot be read.',
    explanation:
      'Without its key set the signature of the ID token cannot be verified. The platform reads it from its cloud.',
    words: /jwks|key set|signing key|JSON Web Key|signature/i,
    what: () => 'make jwks_uri reachable from the internet, with a key for RS256.',
  },
  {
    id: 'provider-document-unreadable',
    title: 'The broker cannot read the discovery document of the provider.',
    explanation:
      'It needs the endpoints from it before it can send anybody there. The platform reads it from its cloud.',
    words: /discovery url|well-known/i,
    check: 'requirement-discovery',
    rows: (facts) => [
      fact(
        'Discovery URL',
        facts.values.oidcProfile?.discoveryUrl ?? 'unknown',
        'profile, discovery_url',
      ),
    ],
    what: (facts) =>
      `make the discovery URL of the profile ${profile(facts)} reachable from the internet.`,
  },
]

/** Errors with a meaning of their own: of the person, of hop 1, or documented. */
const ownErrors = [
  'access_denied',
  'callback_replay',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]
/** Of hop 1, unless the words say that the provider said it. */
const requestErrors = ['invalid_request', 'invalid_scope', 'unsupported_response_type']

export const hopTwoRules: readonly Rule[] = causes.map((cause) => ({
  id: cause.id,
  source: 'Elastic Path failure table, identity provider to broker',
  confidence: 'possible',
  on: {
    stages: ['authorize', 'callback'],
    codes: ['authorization_refused', 'authorization_error'],
  },
  find: (facts) => (speaksFor(cause, facts) ? found(cause, facts) : null),
}))

/** A document that names another issuer fails the requirement too, though it can be read. */
const isProven = ({ check, id }: Cause, facts: Facts) =>
  check !== undefined &&
  facts.check(check)?.status === 'failed' &&
  !(id === 'provider-document-unreadable' && facts.check('issuer-unchanged')?.status === 'failed')

/** The person came through hop 2, for which the document was read. */
const isExcluded = ({ id, check }: Cause, facts: Facts) =>
  (check === 'issuer-unchanged' && facts.check(check)?.status === 'passed') ||
  (id === 'provider-document-unreadable' && facts.record.stageId === 'callback')

function speaksFor(cause: Cause, facts: Facts): boolean {
  const error = failureText(facts, 'error') ?? ''
  const words = said(facts)
  if (ownErrors.includes(error) || /\bfield \[/.test(words)) return false
  if (cause.words.test(words) || isProven(cause, facts)) return true
  const isOpen = !causes.some((one) => one.words.test(words) || isProven(one, facts))
  // Before the person was at the provider, only what the broker reads beforehand can be wrong.
  const isBefore = facts.record.stageId === 'authorize' && !beforehand.includes(cause.id)
  return isOpen && !isBefore && !requestErrors.includes(error) && !isExcluded(cause, facts)
}

const beforehand = ['provider-issuer-changed', 'provider-document-unreadable']

function found(cause: Cause, facts: Facts): Found {
  const { values } = facts
  const proof = cause.check === undefined ? undefined : facts.check(cause.check)
  // The words of a refused client fit a refused method as well, and the check tells the two apart.
  const isOther =
    cause.id === 'provider-secret-wrong' &&
    facts.check('requirement-client-secret-basic')?.status === 'failed'
  const isLikely = (cause.words.test(said(facts)) || proof?.status === 'failed') && !isOther
  const provider = URL.parse(values.oidcProfile?.issuer ?? values.oidcProfile?.discoveryUrl ?? '')
  const isOfProfile =
    /profile/.test(cause.what(facts)) && cause.id !== 'provider-document-unreadable'
  return {
    confidence: isLikely ? 'likely' : 'possible',
    title: cause.title,
    explanation: `${cause.explanation} Which error the platform answers then is undocumented, so this is assumed.`,
    evidence: [
      ...brokerRows(facts),
      ...(proof?.status === 'failed' ? [ofCheck(proof.title, proof)] : []),
      ...(cause.rows?.(facts) ?? []),
      ruledOut('our own request, which the broker took', 'hop 1'),
    ],
    change: {
      where: isOfProfile
        ? 'In Commerce Manager, Authentication Management'
        : `At ${provider?.host ?? 'the identity provider'}`,
      what: cause.what(facts),
      next: 'Then sign in again.',
    },
  }
}
