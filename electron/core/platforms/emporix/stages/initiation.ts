import * as oauth from 'oauth4webapi'
import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { check, stage } from '../../../flow/stage.ts'
import {
  openAuthorization,
  prepareAuthorization,
  shownRequest,
} from '../../../oidc/authorization-request.ts'
import { discoveryMessage, discoveryPreview, readMetadata } from '../../../oidc/discover.ts'
import { newProofKey } from '../../../oidc/proof-key.ts'
import { chooseSso, providerFor, stateFor } from '../sso-configuration.ts'
import { documentChecks } from '../sso-document.ts'
import { probeTokenUrl } from '../token-url-probe.ts'
import { signInMessages } from '../../../oidc/planned-messages.ts'

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
  messages: [discoveryMessage, ...signInMessages],
  action: ({ provider, sso }) => {
    const asked = provider && sso ? providerAsked({ provider, sso }) : provider
    const url = asked?.endpoints?.authorization ?? asked?.issuer ?? ''
    return { verb: 'Sign in at', host: URL.parse(url)?.host ?? null }
  },
  show: ({ provider, client, redirect, sso }) => [
    {
      name: 'issuer',
      value: providerAsked({ provider, sso }).issuer,
      from: sentBy(sso).issuer === null ? 'provider' : 'sso',
    },
    { name: 'config name', value: sso.configName || 'none', from: 'sso' },
    {
      name: 'client_id',
      value: sentBy(sso).clientId,
      from: 'sso',
    },
    ...shownRequest({ client, redirect }),
    { name: 'PKCE', value: sso.pkce ? 'S256' : 'off', from: 'sso' },
  ],
  preview: (values) => discoveryPreview(providerAsked(values)),
  async run({ provider, client, redirect, sso }, tools) {
    const state = stateFor(sso.configName, oauth.generateRandomState())
    const chosen = chooseSso(sso, state)
    const metadata = await readMetadata(providerFor(provider, chosen), tools)
    if (!sso.pkce) tools.report(withoutProofKey())
    const proofKey = sso.pkce ? await newProofKey() : null
    const pending = await prepareAuthorization(
      { metadata, client: { ...client, clientId: chosen.clientId }, redirect, state, proofKey },
      tools,
    )
    tools.report(
      ...documentChecks(chosen, { metadata, redirectUri: pending.redirectUri }, tools.now()),
    )
    if (sso.probeTokenUrl) await probeTokenUrl(chosen, tools)
    await openAuthorization(pending, tools)
    return { metadata, pending }
  },
})

/** The configuration that the platform will take, known before `state` is: only the name in it counts. */
const sentBy = (sso: Values['sso']) => chooseSso(sso, stateFor(sso.configName, ''))

const providerAsked = ({ provider, sso }: Pick<Values, 'provider' | 'sso'>) =>
  providerFor(provider, sentBy(sso))

function withoutProofKey(): Check {
  return check('pkce', 'PKCE', 'warning', {
    expected: 'S256',
    found: 'off',
    source: 'connection, sso.pkce',
    message: 'No code challenge is sent; a stolen code can be redeemed by whoever has it.',
  })
}
