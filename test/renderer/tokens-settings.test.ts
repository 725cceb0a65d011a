import { describe, expect, it, test } from 'vitest'
import { readDocument } from '../../renderer/features/tokens/document-reading.ts'
import { hostsOf, judgeLabel } from '../../renderer/features/tokens/judge-label.ts'
import {
  judgeInputOf,
  judgingConnections,
  resolve,
  sameInput,
} from '../../renderer/features/tokens/settings.ts'
import {
  entriesOf,
  initialSettings,
  type Settings,
} from '../../renderer/features/tokens/tokens-state.ts'
import type { ConnectionSummary } from '../../shared/connection.ts'
import type { FlowInfo } from '../../shared/contract.ts'
import type { Judgement } from '../../shared/judgement.ts'
import { chainedFlow } from '../support/demo-chained.ts'
import views from '../support/demo-views.json' with { type: 'json' }
import { recorded } from './recorded.ts'

const sandbox = views.connections[0] as ConnectionSummary
const acme: ConnectionSummary = { ...sandbox, id: 'acme', name: 'acme', kind: 'stored' }
const world = { connections: [sandbox, acme], run: recorded.passed }
const settled = (part: Partial<Settings> = {}) => resolve({ ...initialSettings, ...part }, world)

describe('what a token is held against', () => {
  it('follows the run on screen until the person chooses', () => {
    expect(settled()).toMatchObject({ connection: { id: 'sandbox' }, site: recorded.passed.site })
    expect(settled({ connectionId: 'acme' })).toMatchObject({ site: null })
    expect(settled({ site: null }).site).toBeNull()
  })

  it('is a connection that has a flow with a verdict', () => {
    const flows = [views.flows[0], chainedFlow] as FlowInfo[]
    const store: ConnectionSummary = { ...acme, id: 'store', flows: [chainedFlow.id] }
    expect(judgingConnections([store, sandbox], flows)).toEqual([sandbox])
  })

  it('is nothing while the document is empty', () => {
    expect(judgeInputOf(settled({ against: 'document', document: ' ' }))).toBeNull()
  })

  it('sends only what was overridden', () => {
    expect(judgeInputOf(settled({ site: 'Site_PL' }))).toEqual({
      configuration: { connectionId: 'sandbox', site: 'Site_PL' },
      mode: 'auto',
    })
    expect(judgeInputOf(settled({ autoprovisioning: false, identifier: 'SUBJECT' }))).toMatchObject(
      {
        autoprovisioning: false,
        identifier: 'SUBJECT',
      },
    )
  })

  it('is another thing as soon as a list is added', () => {
    const without = judgeInputOf(settled())
    const list = { name: 'a.csv', text: 'x' }
    const withList = judgeInputOf(settled({ customers: list }))
    if (!without || !withList) throw new Error('both are complete')
    expect(sameInput(without, withList)).toBe(false)
    expect(sameInput(withList, { ...withList })).toBe(true)
  })
})

describe('the button names whom it will ask', () => {
  const running = views.sandbox as unknown as Parameters<typeof judgeLabel>[1]
  const label = (part: Partial<Settings>, known: string[] | null = null) =>
    judgeLabel(settled(part), running, known).label
  const document = (entry: object) => ({
    against: 'document' as const,
    document: JSON.stringify({ default: entry }),
  })
  const online = { domain: 'https://login.acme.example', token_introspect_endpoint: '/i' }

  test.each([
    ['a document without jwks', document(online), 'Introspect at login.acme.example'],
    ['a document with jwks', document({ ...online, jwks: { keys: [] } }), 'Judge the token'],
    [
      'both ways',
      { ...document({ ...online, jwks: { keys: [] } }), mode: 'both' as const },
      'Introspect at login.acme.example',
    ],
    ['offline', { ...document(online), mode: 'offline' as const }, 'Judge the token'],
    [
      'a document in the making',
      { against: 'document' as const, document: '{' },
      'Judge by the document',
    ],
    ['a stored connection', { connectionId: 'acme' }, 'Ask the hosts of acme'],
  ])('%s: %o', (_, part, expected) => expect(label(part)).toBe(expected))

  it('names the hosts of a stored connection once they are known', () => {
    expect(label({ connectionId: 'acme' }, ['api.emporix.io', 'login.acme.example'])).toBe(
      'Ask api.emporix.io and login.acme.example',
    )
    expect(label({ connectionId: 'acme' }, [])).toBe('Judge the token')
  })

  it('says that a stopped sandbox is started', () => {
    expect(judgeLabel(settled(), null, null).label).toBe('Start the sandbox and judge')
  })

  it('counts the introspection endpoint in, even where a text was not sent there', () => {
    const judgement = {
      hosts: [],
      introspection: { url: 'https://login.acme.example/i' },
    } as unknown as Judgement
    expect(hostsOf([judgement])).toEqual(['login.acme.example'])
    expect(hostsOf([])).toBeNull()
  })
})

describe('a document as far as it can be read here', () => {
  test.each([
    ['entries', '{"default": {}, "Site_DE": {}}', ['default', 'Site_DE']],
    ['the configuration object', '{"key": "tokenExchange", "value": {"default": {}}}', ['default']],
    ['JSON in JSON', '{"tokenExchange": "{\\"Site_DE\\": {}}"}', ['Site_DE']],
    ['one site', '{"domain": "https://a.example", "jwks": {"keys": []}}', []],
    ['no JSON', '{', []],
  ])('%s', (_, text, sites) => expect(readDocument(text, null).sites).toEqual(sites))

  it('merges a site over default', () => {
    const text = '{"default": {"domain": "https://a.example"}, "Site_DE": {"jwks": {"keys": []}}}'
    expect(readDocument(text, 'Site_DE')).toMatchObject({ host: 'a.example', pinned: true })
    expect(readDocument(text, null)).toMatchObject({ host: 'a.example', pinned: false })
  })
})

test('tokens of a run are known by reference alone', () => {
  const entries = entriesOf(recorded.passed)
  expect(entries.length).toBeGreaterThan(2)
  expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
  for (const { source } of entries) expect(source).not.toHaveProperty('text')
})
