import { describe, expect, it } from 'vitest'
import { emporixRules } from '../../../electron/core/platforms/emporix/findings/rules.ts'
import { oidcRules } from '../../../electron/core/findings/oidc/rules.ts'
import type { Finding } from '../../../shared/finding.ts'
import type { RunView } from '../../../shared/run.ts'
import { stageOf } from '../../support/console.ts'
import { findingsWith } from '../../support/findings.ts'
import { sinceTheLogin } from './emporix-customer-rows.ts'
import { exchangeRows, withPublishedKeys } from './emporix-exchange-rows.ts'
import type { Case, Row } from './emporix-rows.ts'
import { ssoRows } from './emporix-sso-rows.ts'

const rows = [...exchangeRows, ...ssoRows]
const named = (all: Row[]) =>
  all.map((row) => [row.when ? `${row.rule}: ${row.when}` : row.rule, row] as const)

const idsIn = (findings: Finding[]) => findings.map(({ ruleId }) => ruleId)
const allIn = (view: RunView) => view.stages.flatMap(({ findings }) => findings)

/** Runs that are the same plain data are run once: each is a console of its own, and nobody changes the view. */
const runs = new Map<string, ReturnType<typeof findingsWith>>()

async function viewOf({ flowId }: Row, options: Case): Promise<RunView> {
  const isData = !Object.values(options).some((value) => holdsCode(value))
  const key = JSON.stringify([flowId, options])
  const run = (isData && runs.get(key)) || findingsWith({ flowId, ...options })
  if (isData) runs.set(key, run)
  return (await run).view
}

const holdsCode = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsCode))

describe('the rules of the Emporix flows', () => {
  it('have a row each', () => {
    const tested = new Set(rows.map(({ rule }) => rule))
    expect([...tested].toSorted()).toEqual(emporixRules.map(({ id }) => id).toSorted())
  })

  it('have names of their own', () => {
    const ids = [...emporixRules, ...oidcRules].map(({ id }) => id)
    expect(ids).toHaveLength(new Set(ids).size)
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([])
  })
})

describe.each(named(rows))('%s', (_name, row) => {
  it('is found, with evidence and one change', async () => {
    const view = await viewOf(row, row.run)
    const { findings } = stageOf(view, row.stage)
    expect(idsIn(findings)).toContain(row.rule)
    const found = findings.find(({ ruleId }) => ruleId === row.rule)
    expect(found).toMatchObject({ confidence: row.confidence })
    expect(found?.title).toMatch(row.title)
    expect(found && faultsOf(found)).toEqual([])
  })

  it('is not found where something similar fails', async () => {
    const view = await viewOf(row, row.neighbour)
    expect(stageOf(view, row.neighbourStage ?? row.stage).status).toBe('failed')
    expect(idsIn(allIn(view))).not.toContain(row.rule)
  })
})

/** What a finding must not look like, in words. */
function faultsOf({ title, explanation, evidence, change, confidence }: Finding): string[] {
  const texts = [title, explanation, ...Object.values(change)]
  const all = JSON.stringify([texts, evidence])
  return [
    !/^[A-Za-z].*\.$/.test(title) && 'the title is no sentence',
    evidence.length === 0 && 'nothing proves it',
    texts.some((text) => text.trim() === '') && 'a text is empty',
    texts.some((text) => /undefined|null|\[object|\{\{/.test(text)) && 'a value is missing',
    confidence !== 'certain' && !/assumed/.test(explanation) && 'it does not say what is assumed',
    /eyJ|-secret|Bearer \S/.test(all) && 'it tells a secret',
  ].filter((fault) => fault !== false)
}

describe('a run without faults', () => {
  it.each([
    ['emporix-token-exchange', 'Site_DE'],
    ['emporix-token-exchange', 'Site_AT'],
    ['emporix-sso', null],
  ])('of %s has no findings (%s)', async (flowId, site) => {
    const { view } = await findingsWith({ flowId, site })
    expect(view.state).toBe('passed')
    expect(allIn(view)).toEqual([])
  })
})

describe('a stage that passed with a warning', () => {
  const flowId = 'emporix-token-exchange'
  const told = (view: RunView) =>
    view.stages
      .filter(({ findings }) => findings.length > 0)
      .map(({ id, status, findings }) => [id, status, idsIn(findings)])

  it.each<[string, string, Case, [stageId: string, ruleId: string][]]>([
    [
      'a lost session',
      flowId,
      { faults: ['session-lost'] },
      [
        ['issuance', 'session-lost'],
        ['api-access', 'session-lost'],
      ],
    ],
    [
      'a session that was not sent',
      'emporix-sso',
      { inputs: { 'sso.sendSessionId': 'false' } },
      [['api-access', 'session-lost']],
    ],
    [
      'both modes at once',
      flowId,
      { ...withPublishedKeys, site: 'Site_DE' },
      [['select-configuration', 'keys-beside-introspection']],
    ],
    [
      'an inactive customer',
      flowId,
      { ...sinceTheLogin('customer-inactive') },
      [['customer', 'customer-found-inactive']],
    ],
    [
      'a customer that is there twice',
      flowId,
      { ...sinceTheLogin('customer-duplicate') },
      [['customer', 'customer-found-twice']],
    ],
  ])('tells of %s, and the run passes', async (_what, flow, options, expected) => {
    const { view } = await findingsWith({ flowId: flow, ...options })
    expect(view.state).toBe('passed')
    expect(told(view)).toEqual(expected.map(([id, ruleId]) => [id, 'passed', [ruleId]]))
  })

  it('says no more of it where a later stage fails by something else', async () => {
    const { view } = await findingsWith({
      flowId,
      ...withPublishedKeys,
      site: 'Site_DE',
      faults: ['wrong-issuer'],
    })
    expect(stageOf(view, 'validate').status).toBe('failed')
    const at = (id: string) => idsIn(stageOf(view, id).findings)
    expect(at('select-configuration')).toEqual(['keys-beside-introspection'])
    expect(at('validate')).not.toContain('keys-beside-introspection')
  })
})

describe('the evidence', () => {
  it('shows a redirect_uri as a difference of bytes', async () => {
    const { findings } = await findingsWith({
      flowId: 'emporix-sso',
      faults: ['code-rejected'],
      inputs: { 'redirect.host': 'localhost' },
    })
    const found = findings.find((one) => one.ruleId === 'redirect-uri-differs-from-configuration')
    expect(found).toMatchObject({
      setting: 'redirect.uri',
      evidence: [
        {
          name: 'redirect_uri',
          expected: 'http://127.0.0.1/callback',
          found: expect.stringMatching(/^http:\/\/localhost:\d+\/callback$/) as unknown,
          differsAt: 'http://'.length,
        },
        { name: 'Ruled out', found: expect.stringMatching(/anonymous token: 60 min/) as unknown },
      ],
    })
  })

  it('shows where two site keys differ', async () => {
    const { findings } = await findingsWith({
      flowId: 'emporix-token-exchange',
      site: 'Site_De',
    })
    expect(findings[0]?.evidence[0]).toMatchObject({
      expected: 'Site_DE',
      found: 'Site_De',
      differsAt: 'Site_D'.length,
    })
  })

  it('rules the subject token out where the gateway speaks', async () => {
    const { findings } = await findingsWith({
      flowId: 'emporix-token-exchange',
      site: 'Site_DE',
      beforeStage: { exchange: ({ clock }) => clock.advance(3_660_000) },
    })
    expect(findings[0]).toMatchObject({
      ruleId: 'anonymous-token-expired',
      evidence: expect.arrayContaining([
        expect.objectContaining({ expected: 'below 60 min', found: '61 min' }),
        expect.objectContaining({
          name: 'Ruled out',
          found: 'the subject token: no check of it failed',
        }),
      ]) as unknown,
    })
  })

  it('says nothing of the token where the gateway speaks of its bearer', async () => {
    const { findings } = await findingsWith({
      flowId: 'emporix-token-exchange',
      site: 'Site_DE',
      login: 'carol',
      faults: ['anonymous-unknown'],
    })
    expect(idsIn(findings)).toEqual(['anonymous-token-refused'])
  })

  it('puts the cause before the mere difference from the prediction', async () => {
    const { findings } = await findingsWith({
      flowId: 'emporix-token-exchange',
      site: 'Site_DE',
      faults: ['customer-inactive'],
    })
    expect(idsIn(findings)).toEqual([
      'customer-inactive',
      'exchange-forbidden',
      'prediction-differs',
    ])
  })
})
