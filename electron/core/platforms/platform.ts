import type { Connection } from '../../../shared/connection.ts'
import type { Values } from '../../../shared/values.ts'
import type { Flow } from '../flow/stage.ts'
import type { Judging } from './judging.ts'

/** What a platform brings. Everything else in the core speaks to platforms through this. */
export interface PlatformAdapter {
  id: string
  /** Every flow of the platform. */
  flows: readonly Flow[]
  /** Those that a connection is set up for. Secrets are not read. */
  flowsOf(connection: Connection): readonly Flow[]
  /** The values that a connection gives to a run. Its secrets have been opened. */
  given(connection: Connection, site: string | null): Partial<Values>
  /** Site configurations that are known without asking anybody. */
  sites(connection: Connection): { key: string; note: string }[]
  /** Present where the platform takes tokens of other parties and its checks are known. */
  judging?: Judging
}
