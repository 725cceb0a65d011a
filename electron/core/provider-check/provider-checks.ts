import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type {
  providerCheckInputSchema,
  ProviderReport,
  RequirementList,
} from '../../../shared/provider-check.ts'
import { plannedProbes } from '../../../shared/provider-probes.ts'
import { maskText } from '../../../shared/redact.ts'
import { FlowError, toFailure } from '../failure.ts'
import type { Contacts } from '../http/network-ledger.ts'
import type { Ports } from '../ports.ts'
import { askingWith } from './ask.ts'
import { gather } from './gather.ts'
import { hideSecret } from '../hide-secret.ts'
import { begun, ended, learned, type PlatformList, type Progress } from './progress.ts'
import { reportOf } from './report.ts'
import type { Facts, Subject } from './requirement.ts'
import { infoOf } from './row.ts'
import { subjectOf } from './subject.ts'

/** As many are kept; the oldest that has ended is forgotten first. */
const keptAtMost = 10

type Input = z.output<typeof providerCheckInputSchema>

interface Live {
  progress: Progress
  abort: AbortController
  settled: Promise<void>
}

/** Checks of identity providers: begun, followed by their reports, cancelled. */
export class ProviderChecks {
  readonly #ports: Pick<Ports, 'clock' | 'log'> & { contacts: Contacts }
  readonly #lists: readonly PlatformList[]
  readonly #emit: (report: ProviderReport) => void
  readonly #live = new Map<string, Live>()

  constructor(
    ports: Pick<Ports, 'clock' | 'log'> & { contacts: Contacts },
    lists: readonly PlatformList[],
    emit: (report: ProviderReport) => void,
  ) {
    this.#ports = ports
    this.#lists = lists
    this.#emit = emit
  }

  lists(): RequirementList[] {
    return this.#lists.map(({ id, title, requirements: list }) => ({
      platform: id,
      platformTitle: title,
      heading: list.heading,
      namesProvider: list.providerOf !== undefined,
      requirements: list.requirements.map(infoOf),
    }))
  }

  /** Begins and answers at once. Throws `issuer_invalid` or `input_invalid`. */
  start(input: Input): ProviderReport {
    const subject = subjectOf(input)
    const lists = this.#listsOf(input.platforms)
    const live: Live = {
      progress: begun(randomUUID(), subject.issuer, lists, this.#ports.clock.now()),
      abort: new AbortController(),
      settled: Promise.resolve(),
    }
    this.#keep(live)
    live.settled = this.#perform(live, subject, input)
    return reportOf(live.progress)
  }

  get(checkId: string): ProviderReport {
    return reportOf(this.#find(checkId).progress)
  }

  /** Answers when it has ended. */
  async settled(checkId: string): Promise<ProviderReport> {
    const live = this.#find(checkId)
    await live.settled
    return reportOf(live.progress)
  }

  /** Ends what it has open at once. One that has ended stays as it is. */
  async cancel(checkId: string): Promise<ProviderReport> {
    const live = this.#find(checkId)
    live.abort.abort(new FlowError('cancelled', 'The check was cancelled.'))
    return this.settled(checkId)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((checkId) => this.cancel(checkId)))
    this.#live.clear()
  }

  #listsOf(platforms: readonly string[] | undefined): PlatformList[] {
    const known: string[] = this.#lists.map(({ id }) => id)
    const unknown = platforms?.find((id) => !known.includes(id))
    if (unknown !== undefined) {
      throw new FlowError(
        'input_invalid',
        `There are no requirements of ${unknown}; there are those of: ${known.join(', ')}.`,
      )
    }
    return this.#lists.filter(({ id }) => platforms === undefined || platforms.includes(id))
  }

  /** Whatever happens ends as a report. Subject and facts, which are in clear, live no longer than this. */
  async #perform(live: Live, subject: Subject, input: Input): Promise<void> {
    const { clock, contacts } = this.#ports
    const { signal } = live.abort
    const hidden = hideSecret(subject.clientSecret, subject.clientId)
    let known: Partial<Facts> = {}
    const end = (how: Pick<Progress, 'state' | 'failure'>) =>
      this.#apply(live, ended(live.progress, { ...hidden(how), endedAt: clock.now() }))
    try {
      await gather({
        subject,
        off: offOf(input),
        asking: askingWith({
          clock,
          signal,
          contacts,
          hidden,
          record: ({ request, party }) => {
            const { host } = new URL(request.url)
            const asked = [...live.progress.asked, { host, party }]
            this.#apply(live, { ...live.progress, asked })
          },
        }),
        tell: (facts) => {
          known = { ...known, ...facts }
          this.#apply(live, learned(live.progress, { known, subject, hidden }))
        },
      })
      const failure = known.document?.kind === 'away' ? known.document.failure : null
      end({ state: failure ? 'unreachable' : 'done', failure })
    } catch (thrown) {
      const failure = toFailure(signal.aborted ? signal.reason : thrown)
      if (failure.code === 'internal') this.#logFault(thrown)
      end({ state: failure.kind === 'cancelled' ? 'cancelled' : 'unreachable', failure })
    }
  }

  #logFault(thrown: unknown): void {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    this.#ports.log('error', `A check of a provider failed by itself: ${maskText(detail)}`)
  }

  #apply(live: Live, progress: Progress): void {
    live.progress = progress
    this.#emit(reportOf(progress))
  }

  #find(checkId: string): Live {
    const live = this.#live.get(checkId)
    if (live) return live
    throw new FlowError(
      'check_unknown',
      `This check is not kept any more; check the provider again. The last ${keptAtMost} are kept.`,
    )
  }

  #keep(live: Live): void {
    this.#live.set(live.progress.id, live)
    for (const [id, { progress }] of this.#live) {
      if (this.#live.size <= keptAtMost) return
      if (progress.state !== 'checking') this.#live.delete(id)
    }
  }
}

const offOf = (input: Input) =>
  new Set(
    plannedProbes(input)
      .filter(({ leftOut }) => leftOut === 'not asked for')
      .map(({ id }) => id),
  )
