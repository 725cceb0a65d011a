import * as oauth from 'oauth4webapi'
import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { check, stage } from '../../../flow/stage.ts'
import {
  newProofKey,
  openAuthorization,
  prepareAuthorization,
  shownRequest,
} from '../../../oidc/authorization-request.ts'
import { discoveryPreview, readMetadata } from '../../../oidc/discover.ts'
import {
  type ChosenSso,
  chooseSso,
  isSameRedirect,
  stateFor,
  tokenUrlOf,
} from '../sso-configuration.ts'

export const initiation = stage({
  id: 'initiation',
  title: 'Open the sign-in',
  explanation:
    "Sends the person to the identity provider with the platform's own client, because it is the platform that redeems the code. `state` names the configuration by which it does.",
  lookAt:
    '`state`: the part before `--` must be the name of a configuration, to the letter; the platform takes its default for any other name and does not say so.',
  spec: 'Emporix SSO guide, RFC 6749 section 4.1.1, RFC 7636 section 4.3',
  needs: ['provider', 'client', 'redirect', 'sso'],
  gives: ['metadata', 'pending'],
  action: ({ provider }) => ({
    verb: 'Sign in at',
    host: URL.parse(provider?.endpoints?.authorization ?? provider?.issuer ?? '')?.host ?? null,
  }),
  show: ({ provider, client, redirect, sso }) => [
    { name: 'issuer', value: provider.issuer, from: 'provider' },
    { name: 'config name', value: sso.configName || 'none', from: 'sso' },
    {
      name: 'client_id',
      value: chooseSso(sso, stateFor(sso.configName, '')).clientId,
      from: 'sso',
    },
    ...shownRequest({ client, redirect }),
    { name: 'PKCE', value: sso.pkce ? 'S256' : 'off', from: 'sso' },
  ],
  preview: ({ provider }) => discoveryPreview(provider),
  async run({ provider, client, redirect, sso }, tools) {
    const metadata = await readMetadata(provider, tools)
    const state = stateFor(sso.configName, oauth.generateRandomState())
    const chosen = chooseSso(sso, state)
    if (!sso.pkce) tools.report(withoutProofKey())
    const proofKey = sso.pkce ? await newProofKey() : null
    const pending = await prepareAuthorization(
      { metadata, client: { ...client, clientId: chosen.clientId }, redirect, state, proofKey },
      tools,
    )
    tools.report(tokenUrlCheck(chosen, metadata), redirectCheck(chosen, pending.redirectUri))
    await openAuthorization(pending, tools)
    return { metadata, pending }
  },
})

function withoutProofKey(): Check {
  return check('pkce', 'PKCE', 'warning', {
    expected: 'S256',
    found: 'off',
    source: 'connection, sso.pkce',
    message: 'No code challenge is sent; a stolen code can be redeemed by whoever has it.',
  })
}

/** The platform redeems the code there; for Keycloak a forgotten realm is the usual mistake (2.2). */
function tokenUrlCheck(chosen: ChosenSso, metadata: Values['metadata']): Check {
  const composed = tokenUrlOf(chosen)
  const same = composed === metadata.token_endpoint
  return check('token-url', 'Token endpoint', same ? 'passed' : 'warning', {
    expected: metadata.token_endpoint,
    found: composed,
    source: `connection, sso configuration ${chosen.name}`,
    message: same
      ? 'domain and token_endpoint make the token endpoint of the provider.'
      : 'domain and token_endpoint make another URL than the token endpoint of the provider, if they are joined as assumed.',
  })
}

/** Whether the platform compares the two is undocumented; that they must be equal is (failure 1 of section 8). */
function redirectCheck(chosen: ChosenSso, sent: string): Check {
  const same = isSameRedirect(sent, chosen.redirectUri)
  return check('configured-redirect', 'Configured redirect_uri', same ? 'passed' : 'warning', {
    expected: chosen.redirectUri,
    found: sent,
    source: `connection, sso configuration ${chosen.name}`,
    message: same
      ? 'The redirect URI is that of the configuration.'
      : 'The redirect URI is another one than that of the configuration; the platform may refuse the code.',
  })
}
