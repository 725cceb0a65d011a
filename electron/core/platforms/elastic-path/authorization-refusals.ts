import type { Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import type { HopOne } from './authorization-url.ts'

/** An error as the broker tells it, in its dialects of elastic-path.md section 2. */
export interface BrokerError {
  error: string
  description: string
}

/**
 * Why the authorization endpoint refuses a request (elastic-path.md section 9), as one sentence. The error is the
 * same for every cause; which field is meant stands in the description alone, documented for client_id.
 */
export function refusalSentence(
  { error, description }: BrokerError,
  url: string,
  values: HopOne,
): string {
  const sent = new URL(url).searchParams
  const named = /\[(\w+)\]/.exec(description)?.[1] ?? description
  const field = (name: string) => named.includes(name)
  if (field('client_id')) return clientSentence(sent.get('client_id') ?? '', values)
  if (field('redirect_uri')) return redirectSentence(sent.get('redirect_uri') ?? '', values.realm)
  if (field('profile_id')) {
    return `The broker does not know the profile ${values.oidcProfile.name} in the realm ${values.realm.realmId}; it may have been deleted meanwhile, so read the profiles again.`
  }
  if (error === 'server_error' || error === 'temporarily_unavailable') {
    return `The broker could not begin the sign-in at the identity provider (${error}): probably it cannot read the discovery document of the profile ${values.oidcProfile.name}, or that names another issuer; see the check of the provider.`
  }
  return `The broker refuses the authorization request with ${error}: probably scope, response_type, state or the code challenge is missing or not what it takes.`
}

function clientSentence(sent: string, { store, realm, oidcProfile }: HopOne): string {
  const meant = `the client_id of this hop is meta.client_id of the settings, ${realm.clientId}`
  if (sent === store.clientId) {
    return `The broker does not know the client ${sent}: that is the application key of the API; ${meant}.`
  }
  if (sent === oidcProfile.clientId) {
    return `The broker does not know the client ${sent}: that is the client of the identity provider, which belongs to hop 2; ${meant}.`
  }
  return sent === realm.clientId
    ? `The broker does not know the client ${sent}, though the settings name it; the realm or the store is probably another one, so read both again.`
    : `The broker does not know the client ${sent}; ${meant}.`
}

function redirectSentence(sent: string, { realmId }: Values['realm']): string {
  return `The broker does not take the redirect URI ${sent}: it is not in the redirect_uris of the realm ${realmId}, where it has to stand to the letter, with scheme, host, port, path and last slash.`
}

/** Whether the broker refused our redirect URI. */
export function isOfRedirectUri(thrown: unknown): boolean {
  if (!(thrown instanceof FlowError) || thrown.code !== 'authorization_refused') return false
  const said = thrown.evidence?.['error_description']
  return typeof said === 'string' && said.includes('redirect_uri')
}
