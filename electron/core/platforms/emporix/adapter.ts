import type { Connection, Secret } from '../../../../shared/connection.ts'
import type { Values } from '../../../../shared/values.ts'
import type { PlatformAdapter } from '../platform.ts'
import { tokenExchangeFlow } from './flows.ts'
import { emporixJudging } from './judging.ts'
import { parseTokenExchange, siteKeys } from './token-exchange-config.ts'

export const emporix: PlatformAdapter = {
  id: 'emporix',
  flows: [tokenExchangeFlow],
  given,
  sites(connection) {
    const { tokenExchange } = connection.emporix
    if (tokenExchange === 'live') return []
    return siteKeys(parseTokenExchange(tokenExchange)).map((key) => ({ key, note: '' }))
  },
  judging: emporixJudging(tenantOf),
}

function given(connection: Connection, site: string | null): Partial<Values> {
  const { identityProvider: idp, emporix: settings, redirect } = connection
  return {
    provider: {
      issuer: idp.issuer,
      endpoints: idp.endpoints ?? null,
      requireIss: idp.requireIss,
    },
    client: {
      clientId: idp.clientId,
      clientSecret: idp.clientSecret === undefined ? null : text(idp.clientSecret),
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
    requestedSite: { site },
  }
}

function tenantOf({ emporix: settings }: Connection): Values['tenant'] {
  const { serviceClient, ...rest } = settings
  return {
    ...rest,
    serviceClient: serviceClient
      ? { clientId: serviceClient.clientId, clientSecret: text(serviceClient.clientSecret) }
      : null,
    ssoCustomerAutoprovisioningDisabled: settings.ssoCustomerAutoprovisioningDisabled ?? null,
    ssoCustomerIdentifierField: settings.ssoCustomerIdentifierField ?? null,
  }
}

/** Secrets are opened before a connection reaches an adapter. */
function text(secret: Secret): string {
  if (typeof secret === 'string') return secret
  throw new Error('A secret reached the adapter unopened')
}
