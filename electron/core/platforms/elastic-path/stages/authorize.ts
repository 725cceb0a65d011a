import { onHop, openBrowser, sent, unseen } from '../../../flow/planned-rows.ts'
import type { Values } from '../../../../../shared/values.ts'
import { type StageTools, stage } from '../../../flow/stage.ts'
import { isSteeredHere } from '../../../http/loopback-host.ts'
import { openAuthorization } from '../../../oidc/authorization-request.ts'
import { probe, probePurpose, probeRequest } from '../authorization-probe.ts'
import { authorizationUrl, type HopOne, requestChecks } from '../authorization-url.ts'
import { isOfRedirectUri } from '../authorization-refusals.ts'
import { hopsOf } from '../hops.ts'
import { reportListed } from '../listed-redirects.ts'
import { authorizationHostCheck } from '../profile-checks.ts'
import { plannedRedirectUri, redirectChecks, redirectInWords } from '../redirect-rule.ts'

export const authorize = stage({
  id: 'authorize',
  title: 'Open the sign-in',
  explanation:
    "Adds the parameters of the authorization request to the profile's link and opens it in the browser. The broker of Elastic Path takes it there and begins a sign-in of its own at the identity provider, where the person signs in.",
  lookAt:
    'client_id and redirect_uri of both hops. Here it is the client id of the realm and our own redirect URI; towards the identity provider it is the client of the profile and the callback-endpoint.',
  spec: 'Elastic Path, authorization endpoint; RFC 6749 section 4.1.1, RFC 7636 section 4.3',
  needs: ['store', 'storeToken', 'realm', 'oidcProfile', 'proofKey', 'redirect'],
  gives: ['pending', 'upstream'],
  hops: hopsOf,
  // A proof key and a state are for one attempt (P-03).
  retryFrom: 'pkce',
  messages: [
    ...onHop(
      1,
      { ...sent(probePurpose, 'Ask the broker'), optional: true },
      openBrowser,
      unseen('browser', 'broker', { title: 'Authorization request' }),
    ),
    ...onHop(
      2,
      unseen('broker', 'browser', { title: 'Redirect to provider', kind: 'redirect' }),
      unseen('browser', 'identity-provider', { title: 'Authorization request' }),
      unseen('person', 'browser', { title: 'Signs in', kind: 'person' }),
    ),
  ],
  action: ({ store, oidcProfile }) => {
    const host = URL.parse(oidcProfile?.authorizationEndpoint ?? '')?.host ?? null
    return store?.probe
      ? { verb: 'Ask the broker, then sign in at', host }
      : { verb: 'Sign in at', host }
  },
  show: ({ store, realm, oidcProfile, proofKey, redirect }) => [
    {
      name: 'authorization-endpoint',
      value: oidcProfile.authorizationEndpoint,
      from: 'oidcProfile',
    },
    { name: 'scope', value: store.scope, from: 'store' },
    { name: 'client_id', value: realm.clientId, from: 'realm' },
    { name: 'redirect_uri', value: redirectInWords(redirect), from: 'redirect' },
    { name: 'state', value: proofKey.state, from: 'proofKey' },
    { name: 'code_challenge', value: proofKey.codeChallenge, from: 'proofKey' },
    { name: 'display', value: store.display ?? 'not sent', from: 'store' },
    { name: 'prompt', value: store.prompt ?? 'not sent', from: 'store' },
    { name: 'ui_locales', value: store.uiLocales ?? 'not sent', from: 'store' },
    {
      name: 'ep_report_callback_replay_error',
      value: store.reportCallbackReplay ? 'true' : 'not sent',
      from: 'store',
    },
    ...Object.entries(store.parameters).map(([name, value]) => ({
      name,
      value,
      from: 'store' as const,
    })),
  ],
  preview: (values) => {
    const redirectUri = plannedRedirectUri(values.redirect)
    const { store, oidcProfile } = values
    const isAsked = store.probe && !isSteeredHere(oidcProfile.authorizationEndpoint, store.apiUrl)
    return isAsked && redirectUri !== null
      ? [{ ...probePurpose, ...probeRequest(authorizationUrl(values, redirectUri)) }]
      : []
  },
  async run(values, tools) {
    const { store, proofKey, redirect } = values
    const redirectUri = await tools.expectCallback(redirect, proofKey.state)
    const url = authorizationUrl(values, redirectUri)
    tools.report(
      ...redirectChecks(redirectUri, redirect),
      ...requestChecks(url, values),
      authorizationHostCheck(url, store),
    )
    const upstream = store.probe ? await ask({ url, redirectUri }, values, tools) : null
    const pending = {
      state: proofKey.state,
      // The platform supports none, and the ID token of the broker never leaves the store.
      nonce: null,
      codeVerifier: proofKey.codeVerifier,
      codeChallenge: proofKey.codeChallenge,
      redirectUri,
      authorizationUrl: url,
    }
    await openAuthorization(pending, tools)
    return { pending, upstream }
  },
})

/** Where the broker refuses our redirect URI, what the realm lists tells why. */
async function ask(
  asked: { url: string; redirectUri: string },
  values: HopOne & Pick<Values, 'storeToken'>,
  tools: StageTools,
) {
  try {
    return await probe(asked, values, tools)
  } catch (thrown) {
    if (isOfRedirectUri(thrown)) await reportListed(asked.redirectUri, values, tools)
    throw thrown
  }
}
