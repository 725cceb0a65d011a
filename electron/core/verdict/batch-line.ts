import type { IdentifierField, Verdict } from '../../../shared/check.ts'
import type { JudgementMode } from '../../../shared/judgement.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { systemClock } from '../system-clock.ts'
import { judgingOf } from '../platforms/registry.ts'
import type { CustomerList, JudgingBasis } from '../platforms/judging.ts'
import { type CompactReading, readCompact } from '../tokens/compact.ts'
import { cleanToken } from '../tokens/paste.ts'
import { verifyAtOnce, verifySignature } from '../tokens/verify.ts'
import type { Evidence, SignatureEvidence } from './evidence.ts'
import { evaluate, gatherJudgement } from './judgement.ts'
import { toolsOf } from './judging-tools.ts'
import { judge, type LadderInput, type StatusTable } from './ladder.ts'
import { overlongLine } from './line-chunks.ts'
import { maskedWhereNeeded } from './masked-verdict.ts'

/** What a batch is judged by: plain data, so that it can be given to every worker. */
export interface BatchSetup {
  /** The parsed document. */
  document: unknown
  /** Whose it is; absent: the platform that judges tokens. */
  platform?: string
  site: string | null
  mode: JudgementMode
  /** Seconds since the epoch; null is the instant at which each token is judged. */
  at: number | null
  skew: number
  identifier?: IdentifierField
  autoprovisioning?: boolean
  /** The text of a customer list. */
  customers: string | null
}

/** What a line came to; `unreachable` when the provider could not be asked. */
export interface LineResult {
  json: string
  outcome: 'accepted' | 'rejected' | 'unreachable'
}

/** Judges one line: at once where nobody has to be asked and the key is known. */
export type JudgeLine = (line: string) => LineResult | Promise<LineResult>

/**
 * Does once what all lines share: configuration, keys, customers. Fails with `configuration_invalid` or
 * `customers_invalid`; an unknown configuration is a verdict on every line.
 */
export function lineJudge(setup: BatchSetup): JudgeLine {
  const judgeLine = judgeOf(setup)
  return (line) => (line === overlongLine ? tooLong(judgeLine('')) : judgeLine(line))
}

function judgeOf(setup: BatchSetup): JudgeLine {
  const { platform, document, site, mode, identifier, autoprovisioning } = setup
  const judging = judgingOf(platform)
  const basis = judging.byDocument(document)
  const customers = setup.customers === null ? null : judging.readCustomers(setup.customers)
  const { statuses } = judging
  const shared = { setup, basis, customers, statuses }
  if (mode === 'both') return fullJudge(shared)
  try {
    const { configuration } = basis.select({ site, mode, identifier, autoprovisioning })
    return configuration.mode === 'online'
      ? fullJudge(shared)
      : offlineJudge({ ...shared, configuration })
  } catch (thrown) {
    if (thrown instanceof FlowError && thrown.code === 'configuration_unknown')
      return fullJudge(shared)
    throw thrown
  }
}

async function tooLong(result: LineResult | Promise<LineResult>): Promise<LineResult> {
  const { json, outcome } = await result
  const verdict = JSON.parse(json) as Verdict
  const message = 'The line is longer than 4 MB and was not read.'
  const checks = verdict.checks.map((row) => (row.id === 'format' ? { ...row, message } : row))
  return { json: JSON.stringify({ ...verdict, checks }), outcome }
}

interface Shared {
  setup: BatchSetup
  basis: JudgingBasis
  customers: CustomerList | null
  statuses: StatusTable
}

/** With a pinned key set nothing is awaited: this is the path of a million tokens. */
function offlineJudge({
  setup,
  customers,
  statuses,
  configuration,
}: Shared & { configuration: SiteConfiguration }): JudgeLine {
  const jwks = configuration.jwks?.value ?? { keys: [] }
  const { at, skew } = setup
  const finish = (
    token: string,
    reading: CompactReading,
    signature: SignatureEvidence | null,
  ): LineResult => {
    const evidence: Evidence = { mode: 'offline', signature }
    const now = Math.floor(at ?? Date.now() / 1000)
    const input: LadderInput = {
      token,
      reading,
      configuration,
      evidence,
      now,
      skew,
      customer: 'unknown',
      statuses,
    }
    const alone = judge(input)
    const verdict =
      customers === null ? alone : judge({ ...input, customer: customers.knows(alone.identifier) })
    return { json: JSON.stringify(maskedWhereNeeded(verdict)), outcome: verdict.verdict }
  }
  return (line) => {
    const token = tokenOf(line)
    const reading = readCompact(token)
    if ('problem' in reading) return finish(token, reading, null)
    const signature = verifyAtOnce(token, reading, jwks)
    if (signature !== null) return finish(token, reading, signature)
    return verifySignature(token, jwks).then((found) => finish(token, reading, found))
  }
}

function fullJudge({ setup, basis, customers, statuses }: Shared): JudgeLine {
  const { site, mode, identifier, autoprovisioning, at, skew } = setup
  const tools = toolsOf(systemClock, () => undefined)
  return async (line) => {
    const gathered = await gatherJudgement(
      { token: line, mode, site, identifier, autoprovisioning, customers, basis, statuses },
      tools,
    )
    const instant = { at: at ?? Math.floor(Date.now() / 1000), skew }
    const { verdicts, twin, introspection } = evaluate(gathered, instant)
    const [verdict] = verdicts.map(maskedWhereNeeded)
    if (verdict === undefined) throw new Error('A judgement has at least one verdict')
    const unreachable = introspection?.failure?.kind === 'unreachable'
    return {
      json: JSON.stringify({ ...verdict, ...(twin && { twin }) }),
      outcome: unreachable ? 'unreachable' : verdict.verdict,
    }
  }
}

/** Most lines are a bare token; only the others are worth looking for quotation marks and `Bearer`. */
function tokenOf(line: string): string {
  const token = line.trimEnd()
  return token.startsWith('ey') && !token.includes(' ') ? token : cleanToken(token).token
}
