import type { IdentifierField } from '../../../shared/check.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { Judgement, JudgementMode, TokenSource } from '../../../shared/judgement.ts'
import type { RunView } from '../../../shared/run.ts'
import type { InspectedToken } from '../../../shared/token.ts'
import type { JudgeInput } from './settings.ts'

/** Where a refused command is shown: in the pane, and at the field, it concerns. */
export type Place = 'paste' | 'judge' | 'document' | 'customers'
export type TokensTab = 'claims' | 'verdict' | 'compare'

/** A token that can be looked at. One of a run is known by reference only; its text stays in the core. */
export interface Entry {
  key: string
  source: TokenSource
  token: InspectedToken
  /** The stage that brought it; null for a pasted one. */
  stage: { number: number; title: string } | null
}

/** What tokens are held against. Null: as the connection has it. */
export interface Settings {
  against: 'connection' | 'document'
  /** Undefined follows the run on screen. */
  connectionId: string | undefined
  site: string | null | undefined
  document: string
  documentSite: string | null
  mode: JudgementMode
  identifier: IdentifierField | null
  autoprovisioning: boolean | null
  customers: { name: string; text: string } | null
}

export interface Judged {
  judgement: Judgement
  /** The settings it was made with: others make it stale. */
  by: JudgeInput
  /** Milliseconds since the epoch at which the person asked for it. */
  since: number
  /** The instant it is evaluated at, in seconds; null follows the clock. */
  at: number | null
}

/** Shared: the same for every token of this window. Kept in memory alone. */
interface Shared {
  pasted: Entry[]
  settings: Settings
  /** Seconds that the clocks may differ. */
  skew: number
}

/** Per token, by its key. */
interface OfTokens {
  judged: Record<string, Judged>
}

/** Passing: how the person looks at it at the moment. */
interface Passing {
  chosen: Entry | null
  /** The token that the chosen one is compared with. */
  other: Entry | null
  tab: TokensTab
  /** The field for a new token is open, though one is chosen. */
  pasting: boolean
  /** What stands in it, so that it survives a look at another token. */
  draft: string
  /** A judgement is awaited since then, in milliseconds; null: none. */
  judgingSince: number | null
  /** Which of the two ladders is shown, by its place in the judgement. */
  side: 0 | 1
  /** Every rung shows what it expected, not only those that did not pass. */
  detailed: boolean
  problems: Partial<Record<Place, Failure>>
}

export interface TokensState extends Shared, OfTokens, Passing {}

export const initialSettings: Settings = {
  against: 'connection',
  connectionId: undefined,
  site: undefined,
  document: '',
  documentSite: null,
  mode: 'auto',
  identifier: null,
  autoprovisioning: null,
  customers: null,
}

export const initialState: TokensState = {
  pasted: [],
  settings: initialSettings,
  skew: 0,
  judged: {},
  chosen: null,
  other: null,
  tab: 'claims',
  pasting: false,
  draft: '',
  judgingSince: null,
  side: 0,
  detailed: false,
  problems: {},
}

/** The tokens that the stages of a run brought, in their order. */
export function entriesOf(run: RunView | null): Entry[] {
  if (!run) return []
  return run.stages.flatMap(({ id, number, title, tokens }) => {
    const names = tokens.map(({ name }) => name)
    // A reference means the first of a name.
    const firsts = tokens.filter(({ name }, index) => names.indexOf(name) === index)
    return firsts.map((token) => ({
      key: `${run.id} ${id} ${token.name}`,
      source: { runId: run.id, stageId: id, name: token.name },
      token,
      stage: { number, title },
    }))
  })
}

export const judgedOf = ({ chosen, judged }: TokensState): Judged | null =>
  (chosen && judged[chosen.key]) ?? null
