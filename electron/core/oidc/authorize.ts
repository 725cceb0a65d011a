import * as oauth from 'oauth4webapi'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { check, type StageTools, stage } from '../flow/stage.ts'

/** The parameters of the authorization request in the order of RFC 6749 section 4.1.1, then PKCE and ours. */
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
    code_challenge: pending.codeChallenge,
    code_challenge_method: 'S256',
    // A nonce binds the ID token; without openid there is none (OIDC Core 3.1.2.1).
    ...(wantsIdToken(client) && { nonce: pending.nonce }),
    ...client.parameters,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

export function wantsIdToken(client: Values['client']): boolean {
  return client.scope.split(' ').includes('openid')
}

export const authorize = stage({
  id: 'authorize',
  title: 'Open the sign-in',
  explanation:
    'Makes a fresh code verifier, `state` and `nonce`, builds the authorization request and opens it in the browser. The person signs in there, never here.',
  lookAt:
    'the `redirect_uri`: the provider must know exactly this one. And `scope` and `audience`: they decide what the token will be good for.',
  spec: 'RFC 6749 section 4.1.1, RFC 7636 section 4.3',
  needs: ['metadata', 'client', 'redirect'],
  gives: ['pending'],
  action: () => ({ verb: 'Open the browser', host: null }),
  show: ({ metadata, client, redirect }) => [
    { name: 'authorization_endpoint', value: metadata.authorization_endpoint, from: 'metadata' },
    { name: 'client_id', value: client.clientId, from: 'client' },
    { name: 'scope', value: client.scope, from: 'client' },
    {
      name: 'redirect_uri',
      value:
        redirect.method === 'loopback'
          ? `http://${redirect.host}:${redirect.port || 'free port'}${redirect.path}`
          : redirect.method,
      from: 'redirect',
    },
    ...Object.entries(client.parameters).map(([name, value]) => ({
      name,
      value,
      from: 'client' as const,
    })),
  ],
  async run({ metadata, client, redirect }, tools) {
    const state = oauth.generateRandomState()
    const codeVerifier = oauth.generateRandomCodeVerifier()
    const codeChallenge = await oauth.calculatePKCECodeChallenge(codeVerifier)
    const redirectUri = await tools.expectCallback(redirect, state)
    const secrets = { state, nonce: oauth.generateRandomNonce(), codeChallenge, redirectUri }
    const url = authorizationUrl(metadata, client, secrets)

    const wellFormed = /^[A-Za-z0-9\-._~]{43,128}$/.test(codeVerifier)
    const recomputed = await oauth.calculatePKCECodeChallenge(codeVerifier)
    const sent = new URL(url).searchParams.get('code_challenge')
    tools.report(
      check('verifier', 'Code verifier', wellFormed ? 'passed' : 'failed', {
        expected: '43 to 128 unreserved characters',
        found: `${codeVerifier.length} characters`,
        source: 'RFC 7636 section 4.1',
        message: wellFormed
          ? 'The code verifier is random, long enough and of the allowed alphabet.'
          : 'The code verifier has a wrong length or character.',
      }),
      check('challenge', 'Code challenge', sent === recomputed ? 'passed' : 'failed', {
        expected: recomputed,
        found: sent,
        source: 'RFC 7636 section 4.2',
        message:
          sent === recomputed
            ? 'The challenge in the URL is the SHA-256 of the verifier.'
            : 'The challenge in the URL is not that of the verifier; a parameter of the connection overrides it.',
      }),
    )
    await openBrowser(url, tools)
    return { pending: { ...secrets, codeVerifier, authorizationUrl: url } }
  },
})

/** Without a browser the run can still wait: the person may copy the URL and open it elsewhere. */
async function openBrowser(url: string, tools: StageTools): Promise<void> {
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
