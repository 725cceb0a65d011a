import type { z } from 'zod'
import type { Connection } from '../../../shared/connection.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import type { KeyComparison, KeySet, keySetInputSchema } from '../../../shared/key-set.ts'
import { maskExchange } from '../../../shared/redact.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import type { StageTools } from '../flow/stage.ts'
import { readMetadata } from '../oidc/discover.ts'
import { adapterOf } from '../platforms/registry.ts'
import { sendJson } from '../platforms/send-json.ts'
import type { Contacts } from '../http/network-ledger.ts'
import type { Clock } from '../ports.ts'
import { toolsOf } from '../verdict/judging-tools.ts'
import { compareKeys, comparisonSentence, type DescribedKey, keySetText } from './key-comparison.ts'
import { keysIn, pastedKeys } from './key-set-text.ts'
import { type FoundKey, keyInWords } from './key-words.ts'

export interface KeySetSources {
  clock: Clock
  contacts: Contacts
  /** A stored connection with its secrets opened; the sandbox has one for each platform. */
  connections(id: string): Promise<Connection[]>
}

/** Keys of providers, pasted or published, and held against those that a platform has pinned (F18). */
export class KeySets {
  readonly #sources: KeySetSources

  constructor(sources: KeySetSources) {
    this.#sources = sources
  }

  async read({ text, issuer, connectionId }: z.output<typeof keySetInputSchema>): Promise<KeySet> {
    if (text !== undefined) {
      const keys = await this.#inWords(pastedKeys(text))
      return { source: 'the pasted text', issuer: null, ...described(keys), exchanges: [] }
    }
    const provider =
      issuer === undefined
        ? (await this.#pinning(connectionId ?? '')).provider
        : { issuer, endpoints: null, requireIss: true }
    const { tools, exchanges } = this.#recording()
    const { keys, url } = await readPublished(provider, tools)
    return {
      source: url,
      issuer: provider.issuer,
      ...described(await this.#inWords(keys)),
      exchanges: exchanges.map(maskExchange),
    }
  }

  async compare(input: { connectionId: string; site: string }): Promise<KeyComparison> {
    const { site } = input
    const { provider, pinning, connection } = await this.#pinning(input.connectionId)
    const { tools, exchanges } = this.#recording()
    const set = await pinning.pinned(connection, site, tools)
    const issuer = set.issuer ?? provider.issuer
    const signer = issuer === provider.issuer ? provider : { ...provider, issuer, endpoints: null }
    const published = await readPublished(signer, tools)
    const sides = {
      pinned: await this.#inWords(set.keys),
      live: await this.#inWords(published.keys),
    }
    const keys = compareKeys(sides, pinning.publicMembers)
    return {
      site,
      pinnedIn: set.source,
      liveFrom: published.url,
      issuer,
      sentence: comparisonSentence(keys, { pinnedIn: set.source, site }),
      keys,
      jwks: keySetText(sides, pinning.publicMembers),
      exchanges: exchanges.map(maskExchange),
    }
  }

  async #pinning(connectionId: string) {
    const connections = await this.#sources.connections(connectionId)
    for (const connection of connections) {
      const pinning = adapterOf(connection).pinnedKeys
      if (pinning) return { connection, pinning, provider: pinning.provider(connection) }
    }
    throw new FlowError(
      'capability_missing',
      'This connection names no identity provider, and its platform pins no keys; give the issuer, or paste the key set.',
    )
  }

  #inWords(keys: readonly FoundKey[]): Promise<DescribedKey[]> {
    const now = this.#sources.clock.now()
    return Promise.all(keys.map(async (key) => ({ key, words: await keyInWords(key, now) })))
  }

  #recording() {
    const exchanges: Exchange[] = []
    const { clock, contacts } = this.#sources
    const tools = toolsOf(clock, (exchange) => exchanges.push(exchange), contacts)
    return { tools, exchanges }
  }
}

/** Throws what discovery throws, and `metadata_invalid` where no key set is published. */
async function readPublished(provider: Values['provider'], tools: StageTools) {
  const { jwks_uri: url } = await readMetadata(provider, tools)
  if (url === undefined) {
    throw new FlowError('metadata_invalid', `${provider.issuer} publishes no jwks_uri.`)
  }
  const headers: [string, string][] = [['accept', 'application/json']]
  const answer = await sendJson(
    { method: 'GET', url, headers, body: null },
    { label: 'Key set', party: 'identity-provider' },
    tools,
  )
  const keys = answer.status === 200 ? keysIn(answer.body) : null
  if (keys) return { keys, url }
  throw new FlowError(
    'metadata_invalid',
    `The key set at ${url} answers ${answer.status} without a list of keys.`,
    { status: answer.status },
  )
}

function described(keys: readonly DescribedKey[]): Pick<KeySet, 'keys' | 'warnings'> {
  const kids = keys.flatMap(({ words }) => words.kid ?? [])
  const twice = [...new Set(kids.filter((kid, i) => kids.indexOf(kid) !== i))]
  return {
    keys: keys.map(({ words }) => words),
    warnings: [
      ...(keys.length === 0 ? ['The set is empty: no token can be verified with it.'] : []),
      ...twice.map((kid) => `The kid ${kid} is there more than once: which key is meant is open.`),
      ...(keys.length > 0 && !keys.some(({ words }) => words.verifies)
        ? ['With none of these keys the signature of a token can be verified.']
        : []),
    ],
  }
}
