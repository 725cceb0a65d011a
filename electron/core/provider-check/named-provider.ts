import { connectionSchema } from '../../../shared/connection.ts'
import type { NamedProvider } from '../../../shared/provider-check.ts'
import { FlowError } from '../failure.ts'
import type { PlatformList } from './progress.ts'

/**
 * The provider that a connection names. `document` is the connection with its secrets closed. Throws
 * `input_invalid` where its platform keeps the provider itself.
 */
export function namedProvider(document: unknown, lists: readonly PlatformList[]): NamedProvider {
  const connection = connectionSchema.parse(document)
  const list = lists.find(({ id }) => id === connection.platform)
  const provider = list?.requirements.providerOf?.(connection)
  if (provider) return provider
  throw new FlowError(
    'input_invalid',
    `The connection ${connection.name} names no identity provider: the platform keeps it. Paste the discovery URL of its profile.`,
  )
}
