import type { Judgement } from '../../../shared/judgement.ts'
import type { SandboxStatus } from '../../../shared/sandbox.ts'
import { readDocument } from './document-reading.ts'
import type { Resolved } from './settings.ts'

export interface JudgeLabel {
  /** The verb and the hosts that will be asked. */
  label: string
  /** Without hosts, for narrow windows. */
  shortLabel: string
}

const nothingAsked: JudgeLabel = { label: 'Judge the token', shortLabel: 'Judge' }

/** What the button will do. `known` are those that the same settings led to before. Pure. */
export function judgeLabel(
  settings: Resolved,
  sandbox: SandboxStatus | null,
  known: readonly string[] | null,
): JudgeLabel {
  if (settings.against === 'document') return documentLabel(settings)
  const { connection } = settings
  if (connection === null) return nothingAsked
  if (connection.kind === 'sandbox') {
    if (!sandbox?.running) return { label: 'Start the sandbox and judge', shortLabel: 'Judge' }
    return asking([hostOf(sandbox.issuer ?? '')])
  }
  if (known === null)
    return { label: `Ask the hosts of ${connection.name}`, shortLabel: 'Ask and judge' }
  return known.length === 0 ? nothingAsked : asking(known)
}

function documentLabel({ document, documentSite, mode }: Resolved): JudgeLabel {
  const { host, pinned } = readDocument(document, documentSite)
  if (mode === 'offline' || (mode === 'auto' && pinned)) return nothingAsked
  if (host === null) return { label: 'Judge by the document', shortLabel: 'Judge' }
  return { label: `Introspect at ${host}`, shortLabel: 'Introspect' }
}

function asking(hosts: readonly string[]): JudgeLabel {
  const named = [...new Set(hosts.filter(Boolean))]
  return { label: `Ask ${named.join(' and ')}`, shortLabel: 'Ask and judge' }
}

const hostOf = (url: string) => URL.parse(url)?.host ?? ''

/** Everybody whom judgements by the same settings may ask; a text that is no token is sent to nobody. */
export function hostsOf(judgements: readonly Judgement[]): string[] | null {
  if (judgements.length === 0) return null
  const asked = judgements.flatMap(({ hosts, introspection }) => [
    ...hosts.map(({ host }) => host),
    ...(introspection ? [hostOf(introspection.url)] : []),
  ])
  return [...new Set(asked)]
}
