import { describe, expect, it } from 'vitest'
import { findingsOf } from '../../../electron/core/findings/engine.ts'
import { factsOf } from '../../../electron/core/findings/facts.ts'
import { oidcRules } from '../../../electron/core/findings/oidc/rules.ts'
import { toFailure } from '../../../electron/core/failure.ts'
import { networkFailure } from '../../../electron/core/http/network-failure.ts'
import type { Finding } from '../../../shared/finding.ts'
import { MASK } from '../../../shared/redact.ts'
import type { RunView } from '../../../shared/run.ts'
import { stageOf } from '../../support/console.ts'
import { findingsWith } from '../../support/findings.ts'
import { type CaseName, cases, confidential } from './oidc-cases.ts'
import { rows } from './oidc-rows.ts'

const runs = new Map<CaseName, ReturnType<typeof findingsWith>>()

/** Each run happens once, however many rows look at it. */
function run(name: CaseName): ReturnType<typeof findingsWith> {
  const known = runs.get(name) ?? findingsWith({ flowId: 'emporix-token-exchange', ...cases[name] })
  runs.set(name, known)
  return known
}

const own = new Set(oidcRules.map(({ id }) => id))
const idsIn = (findings: readonly Finding[]) => findings.map(({ ruleId }) => ruleId)
const allIn = ({ stages }: RunView) => stages.flatMap(({ findings }) => findings)

const inWords = ({ evidence }: Finding) =>
  evidence.map(({ name, expected, found, differsAt }) => {
    const at = differsAt === null ? '' : ` [${differsAt}]`
    return expected === null ? `${name}: ${found}` : `${name}: ${expected} -> ${found}${at}`
  })

/** What the system says when there is no network to say it: as undici wraps it. */
const unreachable: [rule: string, system: string, title: RegExp][] = [
  ['host-not-in-dns', 'ENOTFOUND', /No address is known for login\.example/],
  ['no-route', 'ENETUNREACH', /no way to login\.example/],
  ['certificate-refused', 'CERT_HAS_EXPIRED', /certificate of login\.example/],
]

describe('the generic rules', () => {
  it('have a row each', () => {
    const tested = [...rows.map(({ rule }) => rule), ...unreachable.map(([rule]) => rule)]
    expect(tested.toSorted()).toEqual([...own].toSorted())
    expect(own.size).toBe(oidcRules.length)
  })

  it('have names in kebab case', () => {
    expect([...own].filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([])
  })

  it('are all looked at by a case, and no case is idle', () => {
    const used = new Set(rows.flatMap(({ when, neighbour }) => [when, neighbour]))
    const also: CaseName[] = [...more.map(([name]) => name), ...leftToPlatform]
    expect(
      Object.keys(cases).filter(
        (name) => !used.has(name as CaseName) && !also.includes(name as CaseName),
      ),
    ).toEqual([])
  })
})

describe.each(rows)('$rule', (row) => {
  it(`is ${row.confidence} at ${row.stage}: ${row.when}`, async () => {
    const { view } = await run(row.when)
    const { findings } = stageOf(view, row.stage)
    expect(idsIn(findings)).toContain(row.rule)
    const found = findings.find(({ ruleId }) => ruleId === row.rule)
    expect(found).toMatchObject({ confidence: row.confidence, setting: row.setting ?? null })
    expect(found?.title).toMatch(row.title)
    expect(found ? inWords(found) : []).toContainEqual(expect.stringMatching(row.evidence ?? /./))
  })

  it(`is not found: ${row.neighbour}`, async () => {
    const { view, stageId } = await run(row.neighbour)
    expect(stageId).not.toBe('')
    expect(idsIn(allIn(view))).not.toContain(row.rule)
  })
})

const leftToPlatform = ['no e-mail', 'the introspection is silent'] as const

/** Runs with a cause that a row has named already, in another light. */
const more: [CaseName, string, RegExp][] = [
  [
    'an issuer that is a path too short',
    'discovery-not-found',
    /No discovery document is published/,
  ],
  ['login required', 'person-must-be-asked', /has to ask the person/],
  ['iss with a slash', 'callback-from-another-provider', /by a slash at its end/],
  ['no verifier', 'code-verifier-of-another-challenge', /no verifier with the code/],
  ['a code of eleven minutes', 'code-too-old', /11 min old/],
  ['a code that the provider calls used', 'code-refused-without-reason', /does not say why/],
  ['clock of the provider ahead', 'clocks-differ', /60 min ahead/],
  ['expired token, asked online', 'token-not-active', /not active: it has expired/],
  ['token badly signed, asked online', 'token-not-active', /not active, and does not say why/],
  [
    'site that trusts another client',
    'token-of-another-client',
    /another client: sso-flow-console/,
  ],
  ['site that trusts another audience', 'token-for-another-audience', /another audience/],
]

it.each(more)('%s is %s as well', async (name, rule, title) => {
  const { findings } = await run(name)
  expect(findings.find(({ ruleId }) => ruleId === rule)?.title).toMatch(title)
})

it('names what failed before the platform at both stages, with the same words', async () => {
  const { view } = await run('another audience')
  const [judged, refused] = ['validate', 'exchange'].map((id) => stageOf(view, id).findings)
  const named = (findings: Finding[] = []) => findings.find(({ ruleId }) => own.has(ruleId))
  expect(named(judged)?.title).toBe('The token is meant for another audience.')
  expect(named(refused)).toEqual(named(judged))
})

it('where a secret is not taken in the header, the form takes it, as the finding says', async () => {
  const { findings } = await run('secret not taken in the header')
  const [tokenEndpointAuthMethod] = /client_secret_post/.exec(findings[0]?.change.what ?? '') ?? []
  const { view } = await findingsWith({
    flowId: 'emporix-token-exchange',
    ...confidential(
      { tokenEndpointAuthMethod: tokenEndpointAuthMethod ?? '' },
      cases['secret not taken in the header'],
    ),
  })
  const redeemed = stageOf(view, 'redeem-code')
  expect([redeemed.status, redeemed.findings]).toEqual(['passed', []])
})

it.each(leftToPlatform)('%s is left to the rules of the platform', async (name) => {
  const { view } = await run(name)
  const found = idsIn(allIn(view)).filter((id) => own.has(id))
  expect(found.filter((id) => id !== 'no-answer-in-time')).toEqual([])
})

describe.each(unreachable)('%s', (rule, system, title) => {
  const found = (code: string) => {
    const cause = Object.assign(new Error('refused'), { code })
    const failure = toFailure(
      networkFailure(new TypeError('fetch failed', { cause }), 'login.example'),
    )
    const record = {
      stageId: 'discover',
      status: 'failed' as const,
      startedAt: 0,
      endedAt: 0,
      exchanges: [],
      checks: [],
      gives: null,
      failure,
      findings: [],
      stale: null,
    }
    const flow = { id: 'any', stages: [{ id: 'discover', title: 'Discover the provider' }] }
    return findingsOf(oidcRules, factsOf(flow, [record], {}, []))
  }

  it('is certain by what the system says', () => {
    expect(found(system)).toMatchObject([
      { ruleId: rule, confidence: 'certain', title: expect.stringMatching(title) as string },
    ])
  })

  it('is not found for any other reason', () => {
    const others = ['ECONNREFUSED', 'ECONNRESET', 'EPROTO', ...unreachable.map(([, one]) => one)]
    const named = others.filter((one) => one !== system).flatMap((one) => idsIn(found(one)))
    expect(named).toHaveLength(others.length - 1)
    expect(named).not.toContain(rule)
  })
})

it('every finding is made of whole sentences, has evidence, and tells no secret', async () => {
  for (const name of Object.keys(cases) as CaseName[]) {
    const { view } = await run(name)
    for (const one of allIn(view).filter(({ ruleId }) => own.has(ruleId))) {
      const { title, explanation, evidence, change } = one
      const texts = [title, explanation, change.where, change.what, change.next]
      const all = JSON.stringify([texts, evidence])
      expect([name, one.ruleId, title]).toEqual([
        name,
        one.ruleId,
        expect.stringMatching(/^[A-Z0-9].*\.$/),
      ])
      expect(explanation).toMatch(/\.$/)
      expect(change.next).toMatch(/^[A-Z].*\.$/)
      expect(texts.every((text) => text.trim() !== '')).toBe(true)
      expect(evidence.length).toBeGreaterThan(0)
      // What holds no secret needs no mask.
      expect(all).not.toContain(MASK)
      expect(all).not.toMatch(/undefined|\[object|NaN|eyJ|-secret\b|code_verifier=|code=/)
    }
  }
})

it.each([
  ['emporix-sso', 'discovery-issuer-slash', 'initiation', 'issuer-spelled-differently'],
  ['emporix-sso', 'access-denied', 'callback', 'access-denied'],
  ['emporix-sso', 'redirect-uri-not-registered', 'callback', 'redirect-uri-not-registered'],
  ['emporix-sso', 'iss-mismatch', 'callback', 'callback-from-another-provider'],
  ['elastic-path-customer', 'access-denied', 'callback', 'access-denied'],
  ['elastic-path-account', 'access-denied', 'callback', 'access-denied'],
])('%s with %s fails at %s by %s', async (flowId, fault, stage, rule) => {
  const { stageId, findings } = await findingsWith({ flowId, faults: [fault] })
  expect([stageId, idsIn(findings).filter((id) => own.has(id))]).toEqual([stage, [rule]])
})
