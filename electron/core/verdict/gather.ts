import type { SiteConfiguration } from '../../../shared/values.ts'
import { readCompact } from '../tokens/compact.ts'
import { introspect } from '../tokens/introspect.ts'
import { verifySignature } from '../tokens/verify.ts'
import type { Evidence } from './evidence.ts'
import { FlowError } from '../failure.ts'

export interface GatherInput {
  token: string
  configuration: SiteConfiguration
  fetch: typeof globalThis.fetch
  signal?: AbortSignal
}

/**
 * Asks what the ladder judges by: the pinned keys offline, the introspection endpoint online, never the
 * other one as a substitute. Fails only with `cancelled`, or `configuration_invalid` when the
 * configuration lacks what its mode needs.
 */
export async function gatherEvidence(input: GatherInput): Promise<Evidence> {
  const { token, configuration, fetch, signal } = input
  if (configuration.mode === 'online') {
    if (configuration.introspection === null) throw lacks(configuration, 'introspection endpoint')
    const introspection = await introspect(token, configuration.introspection, fetch, signal)
    return { mode: 'online', introspection }
  }
  if (configuration.jwks === null) throw lacks(configuration, 'jwks')
  if ('problem' in readCompact(token)) return { mode: 'offline', signature: null }
  return { mode: 'offline', signature: await verifySignature(token, configuration.jwks.value) }
}

function lacks(configuration: SiteConfiguration, what: string): FlowError {
  return new FlowError(
    'configuration_invalid',
    `${configuration.site} has no ${what}, so a token cannot be validated ${configuration.mode} with it.`,
    { site: configuration.site },
  )
}
