import * as oauth from 'oauth4webapi'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { deepLinkRedirectUri } from '../http/deep-link-callback.ts'
import { plannedRedirectUri } from '../http/planned-redirect.ts'
import { check, type ShownInput, type StageTools } from '../flow/stage.ts'
import { wantsIdToken } from './client.ts'
import { challengeCheck, type ProofKey, verifierCheck } from './proof-key.ts'

/*
 * The authorization request, as every flow makes it that sends the person to an identity provider. What a
 * flow decides itself is the `state` and whether there is a code challenge.
 */

/** The parameters in the order of RFC 6749 section 4.1.1, then PKCE and ours. */
export function authorizationUrl(
  metadata: Values['metadata'],
  client: Values['client'],
  pending: Omit<Values['pending'], 'authorizationUrl' | 'codeVerifier'>,
): string {
  const url = URL.parse(metadata.authorization_endpoint)
  if (!url) {
    throw new FlowError(
      'metadata_invalid',
      `The authorization endpoint ${metadata.authorization_endpoint} is not a URL.`,
    )
  }
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: pending.redirectUri,
    scope: client.scope,
    state: pending.state,
    ...(pending.codeChallenge !== null && {
      code_challenge: pending.codeChallenge,
      code_challenge_method: 'S256',
    }),
    // A nonce binds the ID token; without openid there is none (OIDC Core 3.1.2.1).
    ...(pending.nonce !== null && wantsIdToken(client) && { nonce: pending.nonce }),
    ...client.parameters,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** Opens the listener, builds the URL and tells how the proof key stands in it. */
export async function prepareAuthorization(
  request: Pick<Values, 'metadata' | 'client' | 'redirect'> & {
    state: string
    proofKey: ProofKey | null
  },
  tools: StageTools,
): Promise<Values['pending']> {
  const { metadata, client, redirect, state, proofKey } = request
  const redirectUri = await tools.expectCallback(redirect, state)
  const secrets = {
    state,
    nonce: oauth.generateRandomNonce(),
    codeChallenge: proofKey?.codeChallenge ?? null,
    redirectUri,
  }
  const url = authorizationUrl(metadata, client, secrets)
  if (proofKey) await reportProofKey(url, proofKey, tools)
  return { ...secrets, codeVerifier: proofKey?.codeVerifier ?? null, authorizationUrl: url }
}

/** What both kinds of authorization stage show of their request. */
export function shownRequest({
  client,
  redirect,
}: Pick<Values, 'client' | 'redirect'>): ShownInput[] {
  return [
    { name: 'scope', value: client.scope, from: 'client' },
    {
      name: 'redirect_uri',
      value:
        plannedRedirectUri(redirect, deepLinkRedirectUri) ??
        `http://${redirect.host}:free port${redirect.path}`,
      from: 'redirect',
    },
    ...Object.entries(client.parameters).map(([name, value]) => ({
      name,
      value,
      from: 'client' as const,
    })),
  ]
}

async function reportProofKey(
  url: string,
  { codeVerifier }: ProofKey,
  tools: StageTools,
): Promise<void> {
  const sent = new URL(url).searchParams.get('code_challenge')
  tools.report(
    verifierCheck(codeVerifier),
    await challengeCheck(codeVerifier, sent, {
      same: 'The challenge in the URL is the SHA-256 of the verifier.',
      different:
        'The challenge in the URL is not that of the verifier; a parameter of the connection overrides it.',
    }),
  )
}

/** Without a browser the run can still wait: the person may copy the URL and open it elsewhere. */
export async function openAuthorization(
  { authorizationUrl: url }: Values['pending'],
  tools: StageTools,
): Promise<void> {
  try {
    await tools.openBrowser(url)
  } catch (thrown) {
    if (!(thrown instanceof FlowError) || thrown.code !== 'browser_not_opened') throw thrown
    tools.report(
      check('browser', 'Browser', 'warning', {
        expected: 'opened',
        found: 'not opened',
        source: 'this machine',
        message: thrown.message,
      }),
    )
  }
}
