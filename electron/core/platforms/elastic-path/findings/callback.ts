import { compared, fact, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { brokerRows } from './answer-rows.ts'
import { sentAuthorization } from './sent.ts'

/* What comes back to the storefront, or does not (elastic-path.md sections 6 and 9). */

const interaction = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]

/** The browser did not come back: of the pages in between the console sees nothing. */
const lost = {
  stages: ['authorize', 'callback'],
  codes: ['callback_timeout', 'login_script_failed'],
} as const

export const callbackRules: readonly Rule[] = [
  {
    id: 'callback-visited-twice',
    source: 'Elastic Path failure table, callback',
    confidence: 'certain',
    on: { stages: ['callback'], evidence: { error: ['callback_replay'] } },
    find: replayed,
  },
  {
    id: 'prompt-forbids-login',
    source: 'Elastic Path, authorization endpoint; OpenID Connect Core 3.1.2.6',
    confidence: 'likely',
    on: { stages: ['callback'], evidence: { error: interaction } },
    find: (facts) => (sentPrompt(facts) === null ? null : promptTooStrict(facts)),
  },
  {
    id: 'callback-endpoint-not-registered',
    source: 'Elastic Path failure table, identity provider',
    confidence: 'possible',
    on: lost,
    find: notRegistered,
  },
  {
    id: 'broker-lost-sign-in',
    source: 'Elastic Path failure table, callback and app callback',
    confidence: 'possible',
    on: lost,
    find: lostSignIn,
  },
  {
    id: 'broker-refusal-unseen',
    source: 'Elastic Path, authorization endpoint',
    confidence: 'possible',
    on: lost,
    find: (facts) => (facts.values.store?.probe === false ? unseen(facts) : null),
  },
]

function sentPrompt(facts: Facts): string | null {
  return sentAuthorization(facts)?.searchParams.get('prompt') ?? null
}

function replayed(facts: Facts): Found {
  return {
    title: 'The callback of the broker was visited a second time.',
    explanation:
      'Back or a refresh repeats a request that was good for one visit. Who signs in for the first time may stay half made, as IN_PROGRESS.',
    evidence: [
      ...brokerRows(facts, 'callback'),
      fact('ep_report_callback_replay_error', 'true', 'connection, reportCallbackReplay'),
    ],
    change: {
      where: 'In the browser',
      what: 'sign in from the beginning, and neither go back nor refresh on the way.',
      next: 'A storefront does best to start the sign-in anew when it is told callback_replay.',
    },
    setting: 'elasticPath.reportCallbackReplay',
  }
}

function promptTooStrict(facts: Facts): Found {
  return {
    title: 'The identity provider would have to ask the person, which prompt forbids.',
    explanation:
      'prompt is forwarded to the provider. Without a session there it cannot sign anybody in unseen; that the broker passes the error of the provider on is assumed.',
    evidence: [
      ...brokerRows(facts, 'callback'),
      compared(
        'prompt',
        { expected: 'not sent, or login', found: sentPrompt(facts) ?? '' },
        'connection, prompt',
      ),
    ],
    change: {
      where: 'In the connection',
      what: 'leave prompt unset, or sign in at the provider before.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.prompt',
  }
}

/** The scripted browser tells on which page it got stuck; a person's browser tells nothing. */
function stuckAt({ record: { failure } }: Facts): string {
  return failure?.code === 'login_script_failed' ? failure.message : ''
}

function notRegistered(facts: Facts): Found | null {
  const { oidcProfile, upstream } = facts.values
  const endpoint = oidcProfile?.callbackEndpoint
  const stuck = stuckAt(facts)
  const isSeen = /redirect_uri/.test(stuck) && !/\/oidc-idp\//.test(stuck)
  if (!endpoint || (stuck !== '' && !isSeen)) return null
  const provider = URL.parse(oidcProfile.issuer ?? oidcProfile.discoveryUrl)?.host
  return {
    confidence: isSeen ? 'likely' : 'possible',
    title: 'The identity provider does not allow the callback-endpoint of the profile.',
    explanation:
      'Then it shows an error page of its own and never sends the person back. A profile that was deleted and made anew has another callback-endpoint than the one that was registered.',
    evidence: [
      fact('callback-endpoint', endpoint, 'profile, links["callback-endpoint"]'),
      fact('Client of hop 2', oidcProfile.clientId, 'profile, client_id'),
      ...(upstream?.redirectUri
        ? [
            compared(
              'redirect_uri of hop 2',
              { expected: endpoint, found: upstream.redirectUri },
              'redirect of the broker',
            ),
          ]
        : []),
    ],
    change: {
      where: `At ${provider ?? 'the identity provider'}, client ${oidcProfile.clientId}`,
      what: `add ${endpoint} to the allowed redirect URIs, to the letter.`,
      next: 'Then sign in again. Our own redirect URI belongs into the realm, not there.',
    },
  }
}

function unseen(facts: Facts): Found | null {
  const stuck = stuckAt(facts)
  const isSeen = /\/oidc-idp\/login\//.test(stuck)
  if (stuck !== '' && !isSeen) return null
  const url = sentAuthorization(facts)
  return {
    confidence: isSeen ? 'likely' : 'possible',
    title: 'The broker refused the request in the browser, where only the person sees it.',
    explanation:
      'To a client or a redirect URI that it does not know it must not redirect, so it answers with JSON in the browser and nothing comes back here.',
    evidence: [
      ...(url
        ? [
            fact(
              'client_id',
              url.searchParams.get('client_id') ?? 'not sent',
              stageInWords(facts, 'authorize'),
            ),
            fact(
              'redirect_uri',
              url.searchParams.get('redirect_uri') ?? 'not sent',
              stageInWords(facts, 'authorize'),
            ),
          ]
        : []),
      fact('Asked without a browser', 'no', 'connection, probe'),
    ],
    change: {
      where: 'In the connection',
      what: 'set probe, so that the authorization URL is asked here first.',
      next: 'Then sign in again, and read what the broker says.',
    },
    setting: 'elasticPath.probe',
  }
}

function lostSignIn(facts: Facts): Found | null {
  const stuck = stuckAt(facts)
  const isSeen = stuck.includes('/oidc-idp/callback/')
  if (stuck !== '' && !isSeen) return null
  return {
    confidence: isSeen ? 'likely' : 'possible',
    title: 'The broker no longer knew the sign-in when the person came back to it.',
    explanation:
      'Between the two hops it keeps the sign-in by a state of its own and, as is assumed, by cookies. Another browser or tab, blocked cookies or a long pause lose it. What it shows then is undocumented.',
    evidence: [
      fact('Callback', 'none came here', 'listener of this run'),
      fact(
        'callback-endpoint',
        facts.values.oidcProfile?.callbackEndpoint ?? 'unknown',
        'profile, links["callback-endpoint"]',
      ),
    ],
    change: {
      where: 'In the browser',
      what: 'sign in in one tab of one browser, with cookies allowed, without a pause.',
      next: 'Sign in again, and read the last page if it stays.',
    },
  }
}
