import type { Connection } from '../../../shared/connection.ts'
import type { Values } from '../../../shared/values.ts'
import type { StageTools } from '../flow/stage.ts'
import type { Json } from '../tokens/read-json.ts'

/** For a platform that verifies tokens with keys that its configuration holds (F18). */
export interface PinnedKeys<C extends Connection = Connection> {
  /** The provider that the connection signs in at. */
  provider(connection: C): Values['provider']
  /** The keys of a site; asks the platform where the configuration is read live. Throws `configuration_unknown`. */
  pinned(connection: C, site: string, tools: StageTools): Promise<PinnedSet>
  /** What of a key belongs into the configuration. */
  publicMembers(this: void, key: Record<string, unknown>): Record<string, Json>
}

export interface PinnedSet {
  keys: Record<string, unknown>[]
  /** `Site_PL.jwks`; null where the site has none, so that tokens are introspected. */
  source: string | null
  /** Who signs the tokens of the site, where the configuration says so. */
  issuer: string | null
}
