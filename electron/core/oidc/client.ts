import * as oauth from 'oauth4webapi'
import type { Values } from '../../../shared/values.ts'
import type { Purpose, StageTools } from '../flow/stage.ts'
import { isLoopbackUrl } from '../http/loopback-host.ts'

/** The client as oauth4webapi takes it. Its clock follows ours, so that a test can move time. */
export function clientOf(client: Values['client'], tools: StageTools): oauth.Client {
  return {
    client_id: client.clientId,
    [oauth.clockSkew]: Math.round((tools.now() - Date.now()) / 1000),
    // OIDC Core 3.1.3.7 allows some; a minute is the most that security.md O-08 accepts.
    [oauth.clockTolerance]: 60,
  }
}

export function wantsIdToken(client: Values['client']): boolean {
  return client.scope.split(' ').includes('openid')
}

/** RFC 6749 section 2.3: exactly one method per request. */
export function clientAuthOf(client: Values['client']): oauth.ClientAuth {
  switch (client.tokenEndpointAuthMethod) {
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(client.clientSecret ?? '')
    case 'client_secret_post':
      return oauth.ClientSecretPost(client.clientSecret ?? '')
    case 'none':
      return oauth.None()
  }
}

/** Request options: our recording fetch, and plain http for loopback providers only. */
export function requestOptions(tools: StageTools, purpose: Purpose, url: string) {
  return {
    [oauth.customFetch]: tools.fetch(purpose),
    [oauth.allowInsecureRequests]: isLoopbackUrl(url),
    signal: tools.signal,
  }
}
