import type { Connection, Platform } from '../../../shared/connection.ts'
import type { Values } from '../../../shared/values.ts'
import type { Flow } from '../flow/stage.ts'
import type { ProviderRequirements } from '../provider-check/requirement.ts'
import type { Administration } from './administration.ts'
import type { Editing } from './editing.ts'
import type { Judging } from './judging.ts'
import type { PinnedKeys } from './pinned-keys.ts'

/** What a platform brings. Everything else in the core speaks to platforms through this. */
export interface PlatformAdapter<C extends Connection = Connection> {
  id: Platform
  /** The platform's own name. */
  title: string
  /** Every flow of the platform. */
  flows: readonly Flow[]
  /** Those that a connection is set up for. Secrets are not read. */
  flowsOf(connection: C): readonly Flow[]
  /** The values that a connection gives to a run of one of its flows. Its secrets have been opened. */
  given(connection: C, start: { flow: Flow; site: string | null }): Partial<Values>
  /** Site configurations that are known without asking anybody. */
  sites(connection: C): { key: string; note: string }[]
  /** Present where the platform takes tokens of other parties and its checks are known. */
  judging?: Judging<C>
  /** Present where what the platform keeps can be read and changed. */
  administration?: Administration<C>
  /** Present where its configuration holds keys of a provider. */
  pinnedKeys?: PinnedKeys<C>
  /** Present where it is known what the platform requires of identity providers. */
  providerRequirements?: ProviderRequirements<C>
  /** Present where its connections can be edited beyond their text. */
  editing?: Editing<C>
}
