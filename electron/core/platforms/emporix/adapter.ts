import type { ConnectionOf } from '../../../../shared/connection.ts'
import type { EmporixSettings } from '../../../../shared/platforms/emporix.ts'
import type { Values } from '../../../../shared/values.ts'
import { openedSecret } from '../opened-secret.ts'
import type { PlatformAdapter } from '../platform.ts'
import { emporixEditing } from './editing/editing.ts'
import { emporixAdministration } from './administration/administration.ts'
import { ssoFlow, tokenExchangeFlow } from './flows.ts'
import { emporixJudging } from './judging.ts'
import { emporixPinnedKeys } from './pinned-keys.ts'
import { emporixProviders } from './provider-requirements.ts'
import { parseTokenExchange, siteKeys } from './token-exchange-config.ts'

type EmporixConnection = ConnectionOf<'emporix'>

export const emporix: PlatformAdapter<EmporixConnection> = {
  id: 'emporix',
  title: 'Emporix',
  flows: [tokenExchangeFlow, ssoFlow],
  flowsOf: ({ emporix: { sso } }) => (sso ? [tokenExchangeFlow, ssoFlow] : [tokenExchangeFlow]),
  given,
  sites(connection) {
    const { tokenExchange } = connection.emporix
    if (tokenExchange === 'live') return []
    return siteKeys(parseTokenExchange(tokenExchange)).map((key) => ({ key, note: '' }))
  },
  judging: emporixJudging(tenantOf),
  administration: emporixAdministration(tenantOf),
  pinnedKeys: emporixPinnedKeys(tenantOf),
  providerRequirements: emporixProviders,
  editing: emporixEditing,
}

function given(connection: EmporixConnection, { site }: { site: string | null }): Partial<Values> {
  const { identityProvider: idp, emporix: settings, redirect } = connection
  return {
    provider: {
      issuer: idp.issuer,
      endpoints: idp.endpoints ?? null,
      requireIss: idp.requireIss,
    },
    client: {
      clientId: idp.clientId,
      clientSecret: idp.clientSecret === undefined ? null : openedSecret(idp.clientSecret),
      tokenEndpointAuthMethod: idp.tokenEndpointAuthMethod,
      scope: idp.scope,
      parameters: {
        ...(idp.audience !== undefined && { audience: idp.audience }),
        ...(idp.resource !== undefined && { resource: idp.resource }),
        ...idp.parameters,
      },
      subjectToken: settings.subjectToken,
    },
    redirect,
    tenant: tenantOf(connection),
    ...(settings.sso && { sso: ssoOf(settings.sso) }),
    requestedSite: { site },
  }
}

/** Its secrets stay behind: the platform authenticates with them, the console never does. */
function ssoOf(sso: NonNullable<EmporixSettings['sso']>): Values['sso'] {
  const { configurations, configName, ...rest } = sso
  return {
    ...rest,
    configName: configName ?? configurations[0]?.name ?? '',
    configurations: configurations.map(
      ({
        name,
        domain,
        token_endpoint,
        provider,
        client_id,
        redirect_uri,
        public_key,
        issuer,
      }) => ({
        name,
        domain,
        tokenEndpoint: token_endpoint,
        provider,
        clientId: client_id,
        redirectUri: redirect_uri,
        certificate: public_key ?? null,
        issuer: issuer ?? null,
      }),
    ),
  }
}

function tenantOf({ emporix: settings }: EmporixConnection): Values['tenant'] {
  const { serviceClient, sso: _sso, ...rest } = settings
  return {
    ...rest,
    serviceClient: serviceClient
      ? { clientId: serviceClient.clientId, clientSecret: openedSecret(serviceClient.clientSecret) }
      : null,
    ssoCustomerAutoprovisioningDisabled: settings.ssoCustomerAutoprovisioningDisabled ?? null,
    ssoCustomerIdentifierField: settings.ssoCustomerIdentifierField ?? null,
  }
}
