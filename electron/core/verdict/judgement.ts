import type { Check, IdentifierField, Verdict } from '../../../shared/check.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { CustomerPreview, Judgement, JudgementMode, Twin } from '../../../shared/judgement.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { FlowError, toFailure } from '../failure.ts'
import type { StageTools } from '../flow/stage.ts'
import type { CustomerList, JudgingBasis, SelectSite } from '../platforms/judging.ts'
import { readCompact } from '../tokens/compact.ts'
import { cleanToken } from '../tokens/paste.ts'
import type { Evidence } from './evidence.ts'
import { gatherEvidence } from './gather.ts'
import { judge, type StatusTable } from './ladder.ts'
import type { CustomerKnowledge } from './rule.ts'
import { twinOf } from './twin.ts'
import { unknownConfigurationVerdict } from './unknown-configuration.ts'

export interface JudgementRequest {
  /** As pasted: blanks, quotation marks and `Bearer` are taken off. */
  token: string
  mode: JudgementMode
  /** Null names none. */
  site: string | null
  identifier?: IdentifierField
  autoprovisioning?: boolean
  customers: CustomerList | null
  basis: JudgingBasis
  statuses: StatusTable
}

/** One mode's configuration with all that was learned for it. */
export interface Side {
  configuration: SiteConfiguration
  evidence: Evidence
  customer: CustomerKnowledge
}

/** Everything that a verdict depends on but the instant and the skew. */
export interface Gathered {
  token: string
  mode: JudgementMode
  statuses: StatusTable
  /** The platform's own side first; empty when the platform refuses the configuration name. */
  sides: readonly Side[]
  refused: { failure: Failure; site: string | null; mode: Verdict['mode'] } | null
  missing: Twin['missing']
  configurationChecks: Check[]
  customers: CustomerPreview | null
  /** Milliseconds since the epoch. */
  askedAt: number
}

export interface Instant {
  /** Seconds since the epoch. */
  at: number
  /** Seconds that the clocks may differ. */
  skew: number
}

type Chosen = Pick<Gathered, 'refused' | 'missing' | 'configurationChecks'> & {
  configurations: readonly SiteConfiguration[]
}

/**
 * Chooses the configuration, asks what is to be asked, and keeps the answers. Fails with
 * `configuration_invalid` or `cancelled`; what the provider does wrong is evidence.
 */
export async function gatherJudgement(
  request: JudgementRequest,
  tools: StageTools,
): Promise<Gathered> {
  const { mode, statuses, customers } = request
  const { token } = cleanToken(request.token)
  const { configurations, ...chosen } = choose(request)
  const askedAt = tools.now()
  const sides: Side[] = []
  for (const configuration of configurations)
    sides.push(await gatherSide(request, { token, configuration, askedAt }, tools))
  const [first] = sides
  return {
    token,
    mode,
    statuses,
    sides,
    ...chosen,
    askedAt,
    customers:
      customers === null || first === undefined
        ? null
        : customers.preview(
            claimsOf(token, first.evidence),
            !first.configuration.autoprovisioningDisabled.value,
          ),
  }
}

/** The verdicts at an instant. Pure: asks nobody, and gives the same for the same. */
export function evaluate(gathered: Gathered, instant: Instant): Omit<Judgement, 'id' | 'hosts'> {
  const { mode, sides, refused, configurationChecks, customers } = gathered
  const verdicts = refused
    ? [unknownConfigurationVerdict({ ...gathered, ...refused })]
    : sides.map((side) => judgeSide(gathered, side, instant))
  return {
    mode,
    ...instant,
    verdicts,
    twin: mode === 'both' && !refused ? twin(gathered, verdicts, instant) : null,
    introspection: introspectionOf(gathered),
    configurationChecks,
    customers,
  }
}

function choose({ basis, ...request }: JudgementRequest): Chosen {
  const { mode, site, identifier, autoprovisioning } = request
  const select = (wanted: SelectSite['mode']) =>
    basis.select({ site, mode: wanted, identifier, autoprovisioning })
  try {
    const { configuration, checks } = select(mode === 'both' ? 'auto' : mode)
    const one = { configurationChecks: checks, refused: null, missing: null }
    if (mode !== 'both') return { ...one, configurations: [configuration] }
    const other = configuration.mode === 'online' ? 'offline' : 'online'
    return { ...one, ...withOther(configuration, () => select(other).configuration, other) }
  } catch (thrown) {
    if (!(thrown instanceof FlowError) || thrown.code !== 'configuration_unknown') throw thrown
    const refused = {
      failure: toFailure(thrown),
      site,
      mode: mode === 'offline' ? mode : ('online' as const),
    }
    return { configurations: [], configurationChecks: [], refused, missing: null }
  }
}

/** A configuration may lack what the other mode needs: then there is nothing to compare with. */
function withOther(
  configuration: SiteConfiguration,
  select: () => SiteConfiguration,
  mode: Verdict['mode'],
): Pick<Chosen, 'configurations' | 'missing'> {
  try {
    return { configurations: [configuration, select()], missing: null }
  } catch (thrown) {
    if (!(thrown instanceof FlowError) || thrown.code !== 'configuration_invalid') throw thrown
    return { configurations: [configuration], missing: { mode, reason: thrown.message } }
  }
}

interface SideInput {
  token: string
  configuration: SiteConfiguration
  /** Milliseconds since the epoch. */
  askedAt: number
}

async function gatherSide(
  request: JudgementRequest,
  { token, configuration, askedAt }: SideInput,
  tools: StageTools,
): Promise<Side> {
  const evidence =
    configuration.introspection !== null && !bearerText.test(token)
      ? notSent(configuration.introspection.url)
      : await gatherEvidence({
          token,
          configuration,
          fetch: tools.fetch({ label: 'Introspection', party: 'identity-provider' }),
          signal: tools.signal,
        })
  const side: Side = { configuration, evidence, customer: 'unknown' }
  const { customers, basis, statuses } = request
  if (customers === null && basis.findCustomer === undefined) return side
  const verdict = judgeSide({ token, statuses }, side, { at: askedAt / 1000, skew: 0 })
  if (customers !== null) return { ...side, customer: customers.knows(verdict.identifier) }
  // Nobody is looked up for a token that fails at any instant; another one may pass at some.
  if (!failsByTimeAlone(verdict) || basis.findCustomer === undefined) return side
  return { ...side, customer: await basis.findCustomer(verdict.identifier, tools) }
}

/** RFC 6750 section 2.1, b64token: nothing else can be sent as a token. */
const bearerText = /^[\w.~+/-]+=*$/

function notSent(url: string): Evidence {
  const message = 'Nothing was sent to the introspection endpoint, because the text is no token.'
  const failure = toFailure(new FlowError('subject_token_malformed', message))
  return {
    mode: 'online',
    introspection: { url, status: null, failure, active: null, claims: null },
  }
}

const timeChecks = new Set(['expiry', 'not-before', 'issued-at'])

const failsByTimeAlone = ({ checks }: Verdict) =>
  checks.every(({ id, status }) => status !== 'failed' || timeChecks.has(id))

function judgeSide(
  { token, statuses }: Pick<Gathered, 'token' | 'statuses'>,
  { configuration, evidence, customer }: Side,
  { at, skew }: Instant,
): Verdict {
  // A NumericDate counts whole seconds, and so does the platform's clock as far as we know.
  const now = Math.floor(at)
  return judge({ token, configuration, evidence, now, skew, customer, statuses })
}

function twin(gathered: Gathered, verdicts: readonly Verdict[], instant: Instant): Twin {
  const { token, sides, missing } = gathered
  if (missing !== null) {
    const sentence = `There is nothing to compare: this configuration cannot be validated ${missing.mode}.`
    return {
      agree: true,
      rows: [],
      explanations: [{ id: 'one-mode', checks: [], sentence }],
      missing,
    }
  }
  const find = (mode: Verdict['mode']) => {
    const at = sides.findIndex(({ evidence }) => evidence.mode === mode)
    const [side, verdict] = [sides[at], verdicts[at]]
    if (!side || !verdict) throw new Error(`No ${mode} side was gathered`)
    return { ...side, verdict }
  }
  const [online, offline] = [find('online'), find('offline')]
  if (online.evidence.mode !== 'online' || offline.evidence.mode !== 'offline')
    throw new Error('The sides are mixed up')
  const keys = offline.configuration.jwks?.value.keys ?? []
  return twinOf({
    token,
    online: { verdict: online.verdict, evidence: online.evidence.introspection },
    offline: { verdict: offline.verdict, evidence: offline.evidence.signature },
    pinned: keys.flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : [])),
    now: Math.floor(instant.at),
    skew: instant.skew,
    askedAt: Math.floor(gathered.askedAt / 1000),
  })
}

function introspectionOf({ sides, askedAt }: Gathered): Judgement['introspection'] {
  const evidence = sides.find((side) => side.evidence.mode === 'online')?.evidence
  if (evidence?.mode !== 'online') return null
  const { active, claims, ...rest } = evidence.introspection
  // Plain JSON already, as it came from an answer; the copy says so to the types.
  const plain = JSON.parse(JSON.stringify({ active: active ?? null, claims })) as Pick<
    NonNullable<Judgement['introspection']>,
    'active' | 'claims'
  >
  return { ...rest, ...plain, askedAt }
}

function claimsOf(token: string, evidence: Evidence): Record<string, unknown> | null {
  const answer = evidence.mode === 'online' ? evidence.introspection.claims : null
  const reading = readCompact(token)
  return answer ?? ('problem' in reading ? null : reading.jws.claims)
}
