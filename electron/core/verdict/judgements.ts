import { randomUUID } from 'node:crypto'
import type { Connection } from '../../../shared/connection.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import {
  judgeInputSchema,
  type Judgement,
  rejudgeInputSchema,
  type TokenSource,
} from '../../../shared/judgement.ts'
import { maskJson } from '../../../shared/redact.ts'
import type { InspectedToken } from '../../../shared/token.ts'
import type { z } from 'zod'
import { FlowError } from '../failure.ts'
import type { StageTools } from '../flow/stage.ts'
import type { JudgingBasis } from '../platforms/judging.ts'
import { adapterOf, judgingOf } from '../platforms/registry.ts'
import type { Contacts } from '../http/network-ledger.ts'
import type { Clock } from '../ports.ts'
import { inspectToken } from '../tokens/inspect.ts'
import { parseDocument } from './document-text.ts'
import { evaluate, type Gathered, gatherJudgement } from './judgement.ts'
import { toolsOf } from './judging-tools.ts'
import { maskedVerdict } from './masked-verdict.ts'

/** As many can be evaluated anew; the oldest is forgotten first. */
const keptAtMost = 20

type JudgeInput = z.output<typeof judgeInputSchema>

export interface JudgementSources {
  clock: Clock
  /** `name` is whose configuration names the hosts. */
  contacts(this: void, name: string): Contacts
  /** A stored connection with its secrets opened, or the sandbox's. */
  connection(id: string): Promise<{ name: string; connection: Connection }>
  /** A token of a run, in clear: it stays in the core. */
  tokenOf(source: Exclude<TokenSource, { text: string }>): string
}

interface Kept {
  gathered: Gathered
  hosts: Judgement['hosts']
}

/** Judgements outside of runs: made, kept for a while, and evaluated anew without asking anybody. */
export class Judgements {
  readonly #sources: JudgementSources
  readonly #kept = new Map<string, Kept>()

  constructor(sources: JudgementSources) {
    this.#sources = sources
  }

  inspect({ token }: { token: TokenSource }): InspectedToken {
    const name = 'text' in token ? 'token' : token.name
    return inspectToken(name, this.#textOf(token))
  }

  /** Fails with `configuration_invalid`, `customers_invalid`, or what the connection could not be read for. */
  async judge(input: JudgeInput): Promise<Judgement> {
    const { configuration, mode, identifier, autoprovisioning } = input
    const token = this.#textOf(input.token)
    const { name, judging, basisBy } = await this.#judging(configuration)
    const customers = input.customers === undefined ? null : judging.readCustomers(input.customers)
    const exchanges: Exchange[] = []
    const { clock, contacts } = this.#sources
    const tools = toolsOf(clock, (exchange) => exchanges.push(exchange), contacts(name))
    const gathered = await gatherJudgement(
      {
        token,
        mode,
        site: configuration.site ?? null,
        ...(identifier !== undefined && { identifier }),
        ...(autoprovisioning !== undefined && { autoprovisioning }),
        customers,
        basis: await basisBy(tools),
        statuses: judging.statuses,
      },
      tools,
    )
    const id = randomUUID()
    this.#keep(id, { gathered, hosts: hostsOf(exchanges, name) })
    return this.rejudge({ id, at: input.at, skew: input.skew })
  }

  /** The same evidence at another instant. Fails with `judgement_unknown`. */
  rejudge({ id, at, skew = 0 }: z.output<typeof rejudgeInputSchema>): Judgement {
    const kept = this.#kept.get(id)
    if (!kept) {
      throw new FlowError(
        'judgement_unknown',
        `This judgement is not kept any more; judge the token again. The last ${keptAtMost} are kept.`,
      )
    }
    const instant = { at: at ?? Math.floor(this.#sources.clock.now() / 1000), skew }
    return masked({ id, ...evaluate(kept.gathered, instant), hosts: kept.hosts })
  }

  #textOf(source: TokenSource): string {
    return 'text' in source ? source.text : this.#sources.tokenOf(source)
  }

  async #judging(source: JudgeInput['configuration']) {
    if ('document' in source) {
      const judging = judgingOf(source.platform)
      const document = parseDocument(source.document)
      const basisBy = (): Promise<JudgingBasis> => Promise.resolve(judging.byDocument(document))
      return { name: 'the document', judging, basisBy }
    }
    const { name, connection } = await this.#sources.connection(source.connectionId)
    const judging = judgingOf(adapterOf(connection).id)
    const basisBy = (tools: StageTools) => judging.byConnection(connection, tools)
    return { name: `connection ${name}`, judging, basisBy }
  }

  #keep(id: string, kept: Kept): void {
    this.#kept.set(id, kept)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptAtMost) return
      this.#kept.delete(oldest)
    }
  }
}

function hostsOf(exchanges: readonly Exchange[], name: string): Judgement['hosts'] {
  const hosts = new Map<string, Judgement['hosts'][number]>()
  for (const { request, party } of exchanges) {
    const { host } = new URL(request.url)
    if (!hosts.has(host)) hosts.set(host, { host, party, from: name })
  }
  return [...hosts.values()]
}

/** A claim may hold a token; it leaves the core as every other value does. */
function masked(judgement: Judgement): Judgement {
  const { verdicts, introspection, twin } = judgement
  return {
    ...judgement,
    verdicts: verdicts.map(maskedVerdict),
    twin: maskJson(twin),
    introspection: introspection && { ...introspection, claims: maskJson(introspection.claims) },
  }
}
