import type { Check } from '../../../../shared/check.ts'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import { toFailure } from '../../failure.ts'
import { check, type Purpose, type StageTools } from '../../flow/stage.ts'
import { isSteeredHere } from '../../http/loopback-host.ts'
import type {
  Facts,
  ProviderDocument,
  Requirement,
  Subject,
} from '../../provider-check/requirement.ts'
import { readJson, sendDraft } from '../send-json.ts'
import type { OidcProfile } from './oidc-profiles.ts'
import { requirements } from './provider-requirements.ts'

/* The identity provider of a profile held against the requirements: in a flow, or on its own. */

export const documentPurpose: Purpose = {
  label: 'Discovery document of the profile',
  party: 'identity-provider',
}

/** What has to be known of a profile to judge its provider. */
type CheckedProfile = Pick<
  OidcProfile,
  'clientId' | 'discoveryUrl' | 'issuer' | 'authorizationEndpoint'
>

/** `away`: nothing was learned, because the platform asks from its cloud and not from here. */
export type ProviderReading =
  | { kind: 'document'; document: ProviderDocument }
  | { kind: 'no-document'; found: string }
  | { kind: 'away'; why: string }
  /** A store elsewhere names an address on this machine, which was not asked. */
  | { kind: 'steered-here' }

/**
 * A public read: no credentials, no header of the connection. The URL is one that the store names (W-07), so the
 * setting `providerCheck` decides whether it is asked at all.
 */
export function documentRequest({ discoveryUrl }: CheckedProfile): RequestDraft {
  return { method: 'GET', url: discoveryUrl, headers: [['accept', 'application/json']], body: null }
}

export async function readProvider(
  profile: CheckedProfile,
  apiUrl: string,
  tools: StageTools,
): Promise<ProviderReading> {
  if (isSteeredHere(profile.discoveryUrl, apiUrl)) return { kind: 'steered-here' }
  try {
    const response = await sendDraft(documentRequest(profile), documentPurpose, tools)
    return readingOf(response.status, readJson(await response.text()))
  } catch (thrown) {
    if (tools.signal.aborted) throw thrown
    return { kind: 'away', why: toFailure(thrown).message }
  }
}

/** Pure. */
export function readingOf(status: number, body: unknown): ProviderReading {
  return status === 200 && typeof body === 'object' && body !== null && !Array.isArray(body)
    ? { kind: 'document', document: { ...body } }
    : {
        kind: 'no-document',
        found: status === 200 ? '200, but no JSON object' : `status ${status}`,
      }
}

/** A check for each requirement, then one for the issuer that the store remembers. Pure. */
export function providerChecks(reading: ProviderReading, profile: CheckedProfile): Check[] {
  return [
    ...requirements.map((requirement) =>
      requirementCheck(requirement, findingOf(requirement, reading, profile)),
    ),
    issuerCheck(reading, profile),
  ]
}

function findingOf(
  requirement: Requirement,
  reading: ProviderReading,
  profile: CheckedProfile,
): Seen {
  if (reading.kind === 'document') {
    const { result, found, message } = requirement.judge(
      factsOf(reading.document, profile),
      subjectOf(profile),
    )
    return { status: result, found, message }
  }
  if (reading.kind === 'away') {
    const message = `Not seen from here (${reading.why}); the platform asks from its cloud.`
    return { status: 'unknown', found: null, message }
  }
  return requirement.id === 'discovery'
    ? withoutDocument(reading, profile)
    : { status: 'unknown', found: null, message: 'There is no document to see it in.' }
}

function withoutDocument(
  reading: Exclude<ProviderReading, { kind: 'document' | 'away' }>,
  { discoveryUrl }: CheckedProfile,
): Seen {
  const status = 'failed'
  if (reading.kind === 'no-document') {
    const { found } = reading
    return { status, found, message: `${discoveryUrl} answers without a document: ${found}.` }
  }
  return {
    status,
    found: 'on this machine',
    message: `${discoveryUrl} is on this machine, where the platform cannot fetch it from its cloud; it was not asked. Set discovery_url of the profile to the public one.`,
  }
}

/** The flow reads the document and probes nothing: the sign-in that follows tells the rest. */
function factsOf(document: ProviderDocument, { discoveryUrl: url }: CheckedProfile): Facts {
  const left = { kind: 'not-sent', why: 'the flow signs in instead', isSkipped: true } as const
  const read = { kind: 'document', url, text: '', document } as const
  return { document: read, keys: left, redirect: left, secret: left, introspection: left }
}

function subjectOf(profile: CheckedProfile): Subject {
  const { clientId, discoveryUrl, issuer, authorizationEndpoint } = profile
  return {
    issuer: issuer ?? discoveryUrl,
    isExact: false,
    discoveryUrl,
    platformUrl: authorizationEndpoint,
    clientId,
    clientSecret: null,
    redirectUri: null,
  }
}

type Seen = Pick<Check, 'status' | 'found' | 'message'>

function requirementCheck(requirement: Requirement, { status, found, message }: Seen): Check {
  return check(`requirement-${requirement.id}`, requirement.title, status, {
    expected: requirement.requirement,
    found,
    source: requirement.source,
    message: status === 'unknown' ? `${message} What would tell: ${requirement.tells}` : message,
  })
}

/** Users are assumed to be found again by issuer and subject, so that a changed issuer makes new ones. */
function issuerCheck(reading: ProviderReading, { issuer: expected }: CheckedProfile): Check {
  const today = reading.kind === 'document' ? reading.document['issuer'] : undefined
  const found = typeof today === 'string' ? today : null
  const { status, message } = compareIssuers(expected, found)
  return check('issuer-unchanged', 'Issuer of the profile today', status, {
    expected,
    found,
    source: 'profile, meta.issuer',
    message,
  })
}

function compareIssuers(
  saved: string | null,
  today: string | null,
): Pick<Check, 'status' | 'message'> {
  if (saved === null) {
    return { status: 'unknown', message: 'The profile names no issuer to compare with.' }
  }
  if (today === null) {
    const message = 'Today the document names no issuer, or cannot be seen from here.'
    return { status: 'unknown', message }
  }
  return saved === today
    ? {
        status: 'passed',
        message: 'The document still names the issuer that the profile has.',
      }
    : {
        status: 'failed',
        message: `The profile has ${saved}, the document names ${today} today; save the profile once more. Known users may become new ones, because they are assumed to be found by issuer and subject.`,
      }
}
