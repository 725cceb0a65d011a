import type { KoaContextWithOIDC } from 'oidc-provider'
import { isLoopbackUrl } from '../http/loopback-host.ts'
import type { ProviderFault } from './faults/identity-provider.ts'
import type { FaultSwitches } from './faults/switches.ts'

const changes: Partial<Record<ProviderFault, (parameters: URLSearchParams) => void>> = {
  'state-tampered': (parameters) =>
    parameters.set('state', `${parameters.get('state') ?? ''}-tampered`),
  'iss-mismatch': (parameters) => parameters.set('iss', 'https://login.other.example'),
  'iss-missing': (parameters) => parameters.delete('iss'),
  'two-codes': (parameters) => parameters.append('code', 'a-second-code'),
}

/** Changes where the browser is sent with the answer to an authorization request. */
export async function changeCallback(
  ctx: KoaContextWithOIDC,
  faults: FaultSwitches,
): Promise<void> {
  // The types know no header that is not there.
  const location = ctx.response.get('location') as string | undefined
  const redirectUri = ctx.oidc?.params?.['redirect_uri']
  if (typeof redirectUri !== 'string' || !location?.startsWith(redirectUri)) return
  const url = new URL(location)
  for (const [id, apply] of Object.entries(changes))
    if (faults.shows(id as ProviderFault)) apply(url.searchParams)
  if (url.search !== new URL(location).search) ctx.set('location', url.href)
  if (faults.shows('double-callback') && isLoopbackUrl(url.href)) await deliver(url)
}

/** As a browser that asks twice: the second one is the browser itself. */
async function deliver(url: URL): Promise<void> {
  try {
    const response = await fetch(url, { redirect: 'manual' })
    await response.arrayBuffer()
  } catch {
    // Nobody listens where the callback is pasted; the browser comes by itself.
  }
}
