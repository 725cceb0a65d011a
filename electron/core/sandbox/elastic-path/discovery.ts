import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import { upstreamFetch } from './upstream-fetch.ts'

/** What a code login cannot do without. */
const endpoint = z.url({ protocol: /^https?$/ })
const schema = z.looseObject({
  issuer: endpoint,
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
})

/** The metadata of a profile's provider, or why there is none; the words are assumed. */
export async function readDiscovery(
  discoveryUrl: string,
): Promise<{ server: oauth.AuthorizationServer } | { problem: string }> {
  try {
    const response = await upstreamFetch(discoveryUrl, { headers: { accept: 'application/json' } })
    const document = schema.safeParse(await response.clone().json())
    if (!response.ok || !document.success)
      return { problem: `the discovery url answers ${response.status} without usable metadata` }
    const issuer = new URL(document.data.issuer)
    return { server: await oauth.processDiscoveryResponse(issuer, response) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { problem: `the discovery url could not be read: ${why}` }
  }
}
