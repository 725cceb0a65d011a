import { exchangeStatuses } from '../../../electron/core/platforms/emporix/verdict-status.ts'
import type { Evidence, SignatureEvidence } from '../../../electron/core/verdict/evidence.ts'
import { judge, type LadderInput } from '../../../electron/core/verdict/ladder.ts'
import type { Verdict } from '../../../shared/check.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { compose } from '../tokens/compose.ts'

/** A token, a configuration and evidence that pass every check; a test changes one thing. */

export const now = 1_771_258_800

export const configuration: SiteConfiguration = {
  site: 'Site_DE',
  siteReason: 'requested',
  mode: 'offline',
  modeReason: 'Site_DE.jwks is set.',
  issuer: { value: 'https://idp.example/realms/shop', source: 'default.issuer' },
  audience: { value: ['commerce-system'], source: 'Site_DE.audience' },
  tokenClientId: { value: 'storefront', source: 'Site_DE.token_client_id' },
  jwks: { value: { keys: [] }, source: 'Site_DE.jwks' },
  introspection: {
    url: 'https://idp.example/introspect',
    clientId: 'backend',
    clientSecret: 'top-secret',
    source: 'default.token_introspect_endpoint',
  },
  autoprovisioningDisabled: { value: false, source: 'platform default' },
  identifierField: { value: 'EMAIL', source: 'platform default' },
}

export const goodClaims = {
  iss: 'https://idp.example/realms/shop',
  sub: 'alice-1',
  aud: ['account', 'commerce-system'],
  azp: 'storefront',
  exp: now + 300,
  iat: now - 10,
  nbf: now - 10,
  email: 'alice@example.com',
}

export const goodSignature: SignatureEvidence = {
  algorithm: 'RS256',
  algorithmProblem: null,
  key: 'k1',
  keyChoice: 'kid',
  keyProblem: null,
  valid: true,
  signatureProblem: null,
}

export interface Change extends Partial<Omit<LadderInput, 'configuration'>> {
  claims?: Record<string, unknown>
  configuration?: Partial<SiteConfiguration>
  signature?: Partial<SignatureEvidence> | null
}

/** A claim set to undefined is left out, as JSON has it. */
export function tokenOf(claims: Record<string, unknown> = {}): string {
  return compose({ alg: 'RS256', kid: 'k1' }, { ...goodClaims, ...claims })
}

export function offline(change: Change = {}): Verdict {
  const { signature, claims, ...rest } = change
  const evidence: Evidence = {
    mode: 'offline',
    signature: signature === null ? null : { ...goodSignature, ...signature },
  }
  return judge(inputOf(rest, { evidence, token: tokenOf(claims) }))
}

export function online(change: Change & { answer?: Record<string, unknown> } = {}): Verdict {
  const { claims, answer, ...rest } = change
  const found = JSON.parse(
    JSON.stringify({ active: true, ...goodClaims, ...claims, ...answer }),
  ) as Record<string, unknown>
  const evidence: Evidence = {
    mode: 'online',
    introspection: {
      url: 'https://idp.example/introspect',
      status: 200,
      failure: null,
      active: found.active ?? null,
      claims: found.active === true ? found : null,
    },
  }
  return judge(inputOf(rest, { evidence, token: 'opaque-token' }))
}

function inputOf(
  { configuration: changed, ...rest }: Omit<Change, 'claims' | 'signature'>,
  base: Pick<LadderInput, 'evidence' | 'token'>,
): LadderInput {
  return {
    ...base,
    now,
    skew: 0,
    customer: 'found',
    statuses: exchangeStatuses,
    ...rest,
    configuration: { ...configuration, ...changed },
  }
}

export function statusOf(verdict: Verdict, id: string): string | undefined {
  return verdict.checks.find((check) => check.id === id)?.status
}

export function messageOf(verdict: Verdict, id: string): string {
  return verdict.checks.find((check) => check.id === id)?.message ?? ''
}

export function failuresOf(verdict: Verdict): string[] {
  return verdict.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)
}
