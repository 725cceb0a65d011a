import type { Failure } from '../../../shared/failure.ts'
import type {
  ProviderCheckInput,
  ProviderReport,
  RequirementInfo,
  RequirementList,
  RequirementRow,
} from '../../../shared/provider-check.ts'
import { type PlannedProbe, plannedProbes, type ProbeId } from '../../../shared/provider-probes.ts'

/** What is asked, and with what. Kept in memory of this window alone; the secret leaves it for a check only. */
export interface Settings {
  issuer: string
  /** Empty: every platform. */
  platform: string
  /** Of which the provider was taken; empty once it is typed. */
  connectionId: string
  clientId: string
  clientSecret: string
  redirectUri: string
  liveProbes: boolean
  off: readonly ProbeId[]
}

export interface Chosen {
  platform: string
  id: string
}

/** Shared by all checks of this window. */
interface Shared {
  lists: RequirementList[]
  settings: Settings
}

/** Of the check on screen. */
interface OfCheck {
  report: ProviderReport | null
  /** What it was made with: other settings make it stale. */
  madeWith: Settings | null
  /** Milliseconds since the epoch at which the person asked for it; null while none is going on. */
  since: number | null
}

/** Passing: how the person looks at it at the moment. */
interface Passing {
  chosen: Chosen | null
  /** Chosen by the person: a check that ends does not take it away. */
  isChosenByHand: boolean
  /** Where it is narrow: what fills the pane. */
  tab: ProvidersTab
  problem: Failure | null
}

export type ProvidersTab = 'requirements' | 'detail'

export interface ProvidersState extends Shared, OfCheck, Passing {}

export const initialState: ProvidersState = {
  lists: [],
  settings: {
    issuer: '',
    platform: '',
    connectionId: '',
    clientId: '',
    clientSecret: '',
    redirectUri: '',
    liveProbes: true,
    off: [],
  },
  report: null,
  madeWith: null,
  since: null,
  chosen: null,
  isChosenByHand: false,
  tab: 'requirements',
  problem: null,
}

/** Null while there is nobody to ask. */
export function inputOf(settings: Settings): ProviderCheckInput | null {
  const issuer = settings.issuer.trim()
  const { platform, clientId, clientSecret } = settings
  const redirectUri = settings.redirectUri.trim()
  if (issuer === '') return null
  return {
    issuer,
    ...(platform !== '' && { platforms: [platform] }),
    ...(clientId.trim() !== '' && { clientId: clientId.trim() }),
    ...(clientSecret !== '' && { clientSecret }),
    ...(redirectUri !== '' && { redirectUri }),
    ...probesOf(settings),
  }
}

/** Without live probes the two published documents are read, and nothing is tried. */
function probesOf({ liveProbes, off }: Settings): Pick<ProviderCheckInput, 'probes'> {
  if (liveProbes && off.length === 0) return {}
  const wanted = plannedProbes({}).filter(
    ({ id }) => !off.includes(id) && (liveProbes || id === 'keys'),
  )
  return { probes: wanted.map(({ id }) => id) }
}

/** What a check would send beyond the discovery document, each with why it is left out. */
export function planOf(settings: Settings): PlannedProbe[] {
  return plannedProbes(inputOf({ ...settings, issuer: settings.issuer || 'https://none' }) ?? {})
}

/** The host that will be asked; null while none is named. */
export const hostOf = ({ issuer }: Settings): string | null =>
  URL.parse(issuer.trim())?.host || null

/** A requirement before, during and after it is judged. */
export type Row = RequirementInfo & Partial<Omit<RequirementRow, keyof RequirementInfo>>

export interface Group {
  platform: string
  platformTitle: string
  heading: string
  rows: Row[]
}

/** The requirements as they stand: judged by the check on screen, or not yet. */
export function groupsOf({ lists, report, settings }: ProvidersState): Group[] {
  if (report) return report.platforms
  return lists
    .filter(({ platform }) => settings.platform === '' || platform === settings.platform)
    .map(({ requirements, ...list }) => ({ ...list, rows: requirements }))
}

export function chosenRow(groups: readonly Group[], chosen: Chosen | null): Row | null {
  const group = groups.find(({ platform }) => platform === chosen?.platform)
  return group?.rows.find(({ id }) => id === chosen?.id) ?? null
}

/** What a person wants to see first: what failed, else what cannot be told. */
export function firstWorthSeeing(report: ProviderReport): Chosen | null {
  const all = report.platforms.flatMap(({ platform, rows }) =>
    rows.map(({ id, result }) => ({ platform, id, result })),
  )
  const found = all.find(({ result }) => result === 'failed') ?? all[0]
  return found ? { platform: found.platform, id: found.id } : null
}

/** The requirement `step` rows further on, or the one at the end. */
export function chosenBeside(groups: readonly Group[], chosen: Chosen | null, step: number) {
  const all = groups.flatMap(({ platform, rows }) => rows.map(({ id }) => ({ platform, id })))
  const at = all.findIndex(({ platform, id }) => platform === chosen?.platform && id === chosen.id)
  return all[Math.min(Math.max(at + step, 0), all.length - 1)] ?? null
}
