import { describe, expect, it } from 'vitest'
import type { EventMessage } from '../../shared/contract.ts'
import type { ProviderReport, RequirementRow } from '../../shared/provider-check.ts'
import {
  chosenBeside,
  groupsOf,
  inputOf,
  planOf,
  type Settings,
} from '../../renderer/features/providers/providers-state.ts'
import { createProviders } from '../../renderer/features/providers/providers-store.ts'
import { reportText } from '../../renderer/features/providers/report-text.ts'
import { cancelWords, effortWords } from '../../renderer/features/providers/result-words.ts'
import { providersShortcutOf } from '../../renderer/features/providers/providers-shortcuts.ts'
import type { Door } from '../../renderer/transport.ts'

const counts = { passed: 0, failed: 0, unknown: 0, skipped: 0, checking: 0 }

const row = (id: string, result: RequirementRow['result']): RequirementRow => ({
  id,
  title: `Title of ${id}`,
  requirement: 'It is so.',
  why: 'Because.',
  source: 'RFC 1',
  result,
  found: 'that',
  message: 'It means this.',
  evidence: null,
  learnedFrom: 'document',
  fix: result === 'failed' ? { sentence: 'Change it to:', copy: 'x' } : null,
  whatWouldTell: result === 'unknown' ? 'a sign-in.' : null,
})

function report(state: ProviderReport['state'], rows: RequirementRow[]): ProviderReport {
  const own = { ...counts }
  for (const { result } of rows) own[result] += 1
  return {
    id: 'check-1',
    issuer: 'https://login.example',
    host: 'login.example',
    state,
    startedAt: 0,
    durationMs: state === 'checking' ? null : 1900,
    platforms: [{ platform: 'a', platformTitle: 'A', heading: 'needs', counts: own, rows }],
    counts: own,
    verdict: { result: 'failed', sentence: 'Not ready for A', aside: '' },
    requests: 5,
    hosts: [],
    failure: null,
  }
}

const checking = report('checking', [row('x', 'checking'), row('y', 'checking')])
const done = report('done', [row('x', 'passed'), row('y', 'failed')])

/** `during` happens before the reply to `provider.check` arrives. */
function opened(during: (tell: (report: ProviderReport) => void) => void = () => undefined) {
  const asked: [string, unknown][] = []
  let listener: (event: EventMessage) => void = () => undefined
  const tell = (payload: ProviderReport) => listener({ name: 'provider.changed', payload })
  const answers: Record<string, () => unknown> = {
    'provider.lists': () => [],
    'provider.check': () => {
      during(tell)
      return checking
    },
    'provider.ofConnection': () => ({
      issuer: 'https://other.example',
      clientId: 'shop',
      redirectUri: null,
    }),
    'provider.cancel': () => ({ ...checking, state: 'cancelled' }),
  }
  const door: Door = {
    // The answers above have the shapes of the contract.
    call: async (name, input) => {
      asked.push([name, input])
      return { ok: true, value: answers[name]?.() } as never
    },
    listen: (one) => {
      listener = one
      return () => undefined
    },
    onGap: () => () => undefined,
  }
  const providers = createProviders(door)
  providers.open()
  providers.change({ issuer: ' https://login.example ' })
  return { providers, asked, tell, get: () => providers.store.getState() }
}

describe('the check on screen', () => {
  it('is followed from its first report to its last, and what failed is chosen', async () => {
    const { providers, tell, get, asked } = opened()
    await providers.check()
    expect(asked.at(-1)).toEqual(['provider.check', { issuer: 'https://login.example' }])
    expect(get()).toMatchObject({ report: checking, chosen: null })
    expect(get().since).not.toBeNull()
    tell({ ...done, id: 'another' })
    expect(get().report).toBe(checking)
    tell(done)
    expect(get()).toMatchObject({ report: done, since: null, chosen: { platform: 'a', id: 'y' } })
  })

  it('may have ended before its reply arrives', async () => {
    const { providers, get } = opened((tell) => tell(done))
    await providers.check()
    expect(get()).toMatchObject({ report: done, since: null })
  })

  it('leaves a choice that the person made', async () => {
    const { providers, tell, get } = opened()
    await providers.check()
    providers.choose({ platform: 'a', id: 'x' })
    tell(done)
    expect(get().chosen).toEqual({ platform: 'a', id: 'x' })
  })

  it('is made once at a time, and cancelled', async () => {
    const { providers, asked, get } = opened()
    await providers.check()
    await providers.check()
    expect(asked.filter(([name]) => name === 'provider.check')).toHaveLength(1)
    await providers.cancel()
    expect(get()).toMatchObject({ report: { state: 'cancelled' }, since: null })
    await providers.cancel()
    expect(asked.filter(([name]) => name === 'provider.cancel')).toHaveLength(1)
  })

  it('takes a provider without the secret of the one before', async () => {
    const { providers, get } = opened()
    providers.change({ clientSecret: 'old', clientId: 'old' })
    await providers.takeFrom('sandbox')
    expect(get().settings).toMatchObject({
      issuer: 'https://other.example',
      clientId: 'shop',
      clientSecret: '',
      connectionId: 'sandbox',
    })
    providers.change({ issuer: 'https://typed.example' })
    expect(get().settings.connectionId).toBe('')
  })
})

describe('what is asked', () => {
  const settings: Settings = {
    issuer: 'https://login.example',
    platform: '',
    connectionId: '',
    clientId: 'shop',
    clientSecret: '',
    redirectUri: '',
    liveProbes: true,
    off: [],
  }

  it.each<[string, Partial<Settings>, object | null]>([
    ['nobody', { issuer: ' ' }, null],
    ['all', {}, { issuer: 'https://login.example', clientId: 'shop' }],
    [
      'one platform',
      { platform: 'a', clientId: '' },
      { issuer: 'https://login.example', platforms: ['a'] },
    ],
    [
      'nothing live',
      { liveProbes: false, clientId: '' },
      { issuer: 'https://login.example', probes: ['keys'] },
    ],
    [
      'all but one',
      { off: ['secret'], clientId: '' },
      { issuer: 'https://login.example', probes: ['keys', 'redirect', 'introspection'] },
    ],
  ])('of %s', (_whom, change, input) => {
    expect(inputOf({ ...settings, ...change })).toEqual(input)
  })

  it('is said before, with why something is left out', () => {
    expect(planOf(settings).map(({ id, leftOut }) => [id, leftOut])).toEqual([
      ['keys', null],
      ['redirect', 'no redirect URI'],
      ['secret', 'no client secret'],
      ['introspection', 'no client secret'],
    ])
    expect(planOf({ ...settings, issuer: '', liveProbes: false })[1]?.leftOut).toBe('not asked for')
  })
})

describe('in words', () => {
  it('the report can be pasted into a ticket', () => {
    expect(reportText(done)).toBe(
      [
        'Provider check of https://login.example, 1 Jan 1970, 00:00:00 UTC',
        'Not ready for A',
        '2 checks in 1.9 s, 5 requests',
        '',
        'A, needs',
        '- passed: Title of x: that',
        '- failed: Title of y: that',
        '  It means this.',
        '  The one change: Change it to: x',
        '  Required by: RFC 1',
      ].join('\n'),
    )
    const unknown = reportText(report('done', [row('x', 'unknown')]))
    expect(unknown).toContain('- cannot tell: Title of x: that\n  What would tell: a sign-in.')
  })

  it('the primary button counts', () => {
    expect(cancelWords(report('checking', [row('x', 'passed'), row('y', 'checking')]))).toBe(
      'Cancel, 1 of 2',
    )
    expect(effortWords(checking)).toBe('2 checks, 5 requests')
  })
})

describe('by keyboard', () => {
  it('the choice stops at both ends', async () => {
    const { providers, tell, get } = opened()
    await providers.check()
    tell(done)
    const groups = groupsOf(get())
    expect(chosenBeside(groups, null, 1)?.id).toBe('x')
    expect(chosenBeside(groups, { platform: 'a', id: 'y' }, 1)?.id).toBe('y')
    expect(chosenBeside(groups, { platform: 'a', id: 'y' }, -Infinity)?.id).toBe('x')
    expect(chosenBeside([], null, 1)).toBeNull()
  })

  const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }
  it.each([
    [{ ...plain, key: 'n' }, false, 'primary'],
    [{ ...plain, key: 'n' }, true, null],
    [{ ...plain, key: 'N', shiftKey: true }, false, null],
    [{ ...plain, key: 'c', ctrlKey: true }, false, null],
    [{ ...plain, key: 'Escape' }, true, 'escape'],
    [{ ...plain, key: 'F6', shiftKey: true }, true, 'previous-pane'],
    [{ ...plain, key: ']', ctrlKey: true, altKey: true }, false, 'next-tab'],
    [{ ...plain, key: '?', shiftKey: true }, false, 'keys'],
    [{ ...plain, key: 'constructor' }, false, null],
  ])('%o while typing: %s means %s', (pressed, typing, shortcut) => {
    expect(providersShortcutOf(pressed, typing)).toBe(shortcut)
  })
})
