import { describe, expect, it } from 'vitest'
import { connectionsShortcutOf } from '../../renderer/features/connections/connections-shortcuts.ts'
import { diffOf, masked } from '../../renderer/features/connections/document-diff.ts'
import { openDocument } from '../../renderer/features/connections/document.ts'
import { containerOf, layerOf, placeOf } from '../../renderer/features/connections/effective.ts'
import {
  dedent,
  fallbackWords,
  numberOf,
  parsedOr,
} from '../../renderer/features/connections/field-text.ts'
import { nextFinding } from '../../renderer/features/connections/findings.ts'
import { parseTree } from '../../renderer/features/connections/json-tree.ts'
import { besideOf, groupsOf, topOf } from '../../renderer/features/connections/list-rows.ts'
import { spotOf } from '../../renderer/features/connections/placing.ts'
import { reasonNotToSave } from '../../renderer/features/connections/saving.ts'
import { exhaustive } from '../../renderer/ui/exhaustive.ts'
import { secretStanding } from '../../renderer/features/connections/secret-reference.ts'
import type { ConnectionSummary } from '../../shared/connection.ts'
import type {
  ConnectionForm,
  DocumentPath,
  EffectiveSite,
  EffectiveValue,
  Field,
} from '../../shared/connection-form.ts'

const field = (name: string, rest: Partial<Field> = {}): Field => ({
  path: name.split('.'),
  label: name,
  help: '',
  kind: 'text',
  options: [],
  required: false,
  fallback: null,
  ...rest,
})

const form: ConnectionForm = {
  platform: 'shop',
  platformTitle: 'Shop',
  sections: [
    { title: 'Shop', explanation: '', fields: [field('name'), field('key', { kind: 'secret' })] },
    {
      title: 'Sites',
      explanation: '',
      fields: [field('idp.issuer'), field('idp.client'), field('sites', { kind: 'json' })],
    },
  ],
  template: '',
}

const value = (name: string, rest: Partial<EffectiveValue> = {}): EffectiveValue => ({
  name,
  value: 'x',
  layer: `default.${name}`,
  path: ['sites', 'default', name],
  shadows: [],
  skips: null,
  ...rest,
})

const own = value('issuer', { layer: 'DE.issuer', path: ['sites', 'DE', 'issuer'] })
const inherited = value('audience')
const unset = value('azp', { value: null, layer: '', path: ['sites', 'DE', 'azp'], skips: 'No.' })
const tenantWide = value('autocreate', { layer: 'connection', path: ['autocreate'] })
const sites: EffectiveSite[] = [
  { site: 'default', mode: null, values: [inherited] },
  { site: 'DE', mode: null, values: [own, inherited, unset, tenantWide] },
]

describe('what lies at a path is shown', () => {
  const rootOf = (text: string) => {
    const { root } = parseTree(text)
    if (!root) throw new Error('not read')
    return root
  }
  const spot = (path: DocumentPath, text = '{}') => {
    const found = spotOf(path, { form, sites, root: rootOf(text) })
    switch (found.kind) {
      case 'field':
        return `${found.section} ${found.field.label}`
      case 'site':
        return `${found.site} ${found.name ?? 'as a whole'}`
      case 'document':
        return 'the document'
      default:
        return exhaustive(found)
    }
  }

  it.each<[DocumentPath, string]>([
    [['name'], '0 name'],
    [['idp', 'issuer'], '1 idp.issuer'],
    [['sites', 'DE', 'issuer'], 'DE issuer'],
    [['sites', 'DE', 'issuer', 0], 'DE issuer'],
    [['sites', 'DE'], 'DE as a whole'],
    [['sites', 'DE', 'typo'], 'DE as a whole'],
    [['sites', 'FR'], '1 sites'],
    [['sites'], '1 sites'],
    [['unknown'], 'the document'],
    [[], 'the document'],
  ])('%j at %s', (path, expected) => {
    expect(spot(path)).toBe(expected)
  })

  it('at the first field of a group that is missing as a whole', () => {
    expect(spot(['idp'])).toBe('1 idp.issuer')
    expect(spot(['idp'], '{"idp": 1}')).toBe('the document')
  })
})

describe('a value of a site', () => {
  const container = containerOf(sites)

  it.each([
    [own, 'own', ['sites', 'DE', 'issuer']],
    [inherited, 'inherited', ['sites', 'DE', 'audience']],
    [unset, 'unset', ['sites', 'DE', 'azp']],
    [tenantWide, 'elsewhere', ['autocreate']],
  ] as const)('%o is %s', (one, standing, path) => {
    expect(placeOf(one, 'DE', container)).toEqual({ standing, path })
  })

  it('has the layer without its own name', () => {
    expect([own, inherited, unset, tenantWide].map(layerOf)).toEqual([
      'DE',
      'default',
      '',
      'connection',
    ])
  })

  it('has no place to be written to where the document has no sites', () => {
    expect(containerOf([])).toBeNull()
    expect(placeOf({ ...unset, path: null }, 'DE', null)).toEqual({ standing: 'unset', path: null })
  })
})

describe('secrets that were typed', () => {
  const text =
    '{"name": "a", "key": "hush", "sites": {"DE": {"client_secret": "hush"}}, "x": ["y"]}'

  it('are dots of one length wherever the document is shown', () => {
    expect(masked(text, form)).toBe(text.replaceAll('"hush"', '"••••"'))
    expect(masked('{"key": {"sealed": "s1"}, "client_secret": ""}', form)).toContain('"s1"')
    expect(JSON.stringify(diffOf({ base: '{}', text }, form))).not.toContain('hush')
  })

  it('are dots by name while the text cannot be read', () => {
    expect(masked('{"client_secret": "hush", "a": ', form)).not.toContain('hush')
    expect(masked('{"client_secret": "hu', form)).not.toContain('hu"')
  })

  it.each([
    [undefined, 'none'],
    ['', 'none'],
    ['hush', 'clear'],
    [{ sealed: 's1' }, 'sealed'],
    [{ env: 'ACME' }, 'named'],
    [{ file: '/run/secret' }, 'named'],
    [17, 'other'],
  ] as const)('%j is %s', (given, kind) => {
    expect(secretStanding(given).kind).toBe(kind)
  })
})

const summary = (name: string, rest: Partial<ConnectionSummary> = {}): ConnectionSummary => ({
  id: name,
  name,
  platform: 'shop',
  kind: 'stored',
  sites: [],
  flows: [],
  ...rest,
})

describe('the list', () => {
  const connections = [
    summary('sandbox', { kind: 'sandbox' }),
    summary('acme 10'),
    summary('acme 9', { sites: [{ key: 'Site_DE', note: '' }] }),
    summary('other', { platform: 'older' }),
  ]
  const found = (filter: string) =>
    groupsOf(connections, [form], filter).map(({ title, connections }) => [
      title,
      ...connections.map(({ name }) => name),
    ])

  it('groups by platform, what is built in last, and orders numbers as numbers', () => {
    expect(found('')).toEqual([
      ['Shop', 'acme 9', 'acme 10'],
      ['older', 'other'],
      ['Built in', 'sandbox'],
    ])
  })

  it.each([
    ['ACME 1', [['Shop', 'acme 10']]],
    ['site_de', [['Shop', 'acme 9']]],
    ['shop acme', [['Shop', 'acme 9', 'acme 10']]],
    ['nobody', []],
  ])('finds %s', (filter, expected) => {
    expect(found(filter)).toEqual(expected)
  })

  it('knows the neighbours, and where a row stands', () => {
    const groups = groupsOf(connections, [form], '')
    expect(besideOf(groups, 'acme 10', 1)?.name).toBe('other')
    expect(besideOf(groups, 'acme 9', -1)?.name).toBe('acme 9')
    expect(besideOf(groups, null, 1)?.name).toBe('acme 9')
    expect(besideOf([], null, 1)).toBeNull()
    expect(topOf(groups, 'other')).toBe(32 + 2 * 44 + 32)
    expect(topOf(groups, 'gone')).toBeNull()
  })
})

describe('saving is refused with its reason', () => {
  const opened = (text: string, connectionId: string | null = 'a') =>
    openDocument({ number: 1, connectionId, base: '{"name": "a"}', text })

  it.each([
    ['{"name": "a"}', 'nothing changed'],
    ['{"name": "b"\n"x": 1}', 'the JSON cannot be read at line 2'],
    ['{"name": "taken"}', 'there is another connection named taken'],
    ['{"name": "b"}', null],
  ])('%s: %s', (text, reason) => {
    expect(reasonNotToSave(opened(text), [summary('a'), summary('taken')])).toBe(reason)
  })

  it('for what comes from a file', () => {
    expect(reasonNotToSave(opened('{}'), [summary('a', { kind: 'file' })])).toMatch(/from a file/)
  })

  it('while a field holds no JSON yet', () => {
    const document = { ...opened('{"name": "b"}'), unread: { '["x"]': 'No.' } }
    expect(reasonNotToSave(document, [])).toBe('1 field holds no JSON yet')
  })
})

describe('a field', () => {
  it('takes numbers as numbers, and what is none as it was typed', () => {
    expect([numberOf('8080'), numberOf('-1.5'), numberOf('80a'), numberOf('1e400')]).toEqual([
      8080,
      -1.5,
      '80a',
      '1e400',
    ])
  })

  it('takes pasted objects as objects', () => {
    expect(parsedOr('{"keys": []}')).toEqual({ keys: [] })
    expect([parsedOr('{not'), parsedOr('text'), parsedOr('17')]).toEqual(['{not', 'text', '17'])
  })

  it('says what holds without it', () => {
    const choice = { options: [{ value: 'a', label: 'the first' }], fallback: 'a' }
    expect(fallbackWords(field('x', { kind: 'choice', ...choice }))).toBe('the first')
    expect(fallbackWords(field('x', { kind: 'switch', fallback: true }))).toBe('on')
    expect(fallbackWords(field('x', { kind: 'json', fallback: {} }))).toBe('{}')
    expect(fallbackWords(field('x'))).toBe('')
  })

  it('shows a part of the document as if it began a line', () => {
    expect(dedent('{\n      "a": 1\n    }')).toBe('{\n  "a": 1\n}')
    expect(dedent('"x"')).toBe('"x"')
  })
})

describe('the way to what was found', () => {
  const paths: DocumentPath[] = [['a'], ['b'], ['b'], ['c']]

  it('leads from one place to the next, and begins again', () => {
    expect(nextFinding(paths, null)).toEqual(['a'])
    expect(nextFinding(paths, ['a'])).toEqual(['b'])
    expect(nextFinding(paths, ['b'])).toEqual(['c'])
    expect(nextFinding(paths, ['c'])).toEqual(['a'])
    expect(nextFinding([], ['c'])).toBeNull()
  })
})

describe('the keys', () => {
  const pressed = (key: string, rest: object = {}) => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...rest,
  })

  it.each([
    ['s', { ctrlKey: true }, true, 'save'],
    ['s', { metaKey: true }, true, 'save'],
    ['s', { ctrlKey: true, shiftKey: true }, false, null],
    ['a', {}, false, 'new'],
    ['a', {}, true, null],
    ['a', { ctrlKey: true }, false, null],
    ['/', { shiftKey: true }, false, 'search'],
    ['[', { ctrlKey: true, altKey: true }, false, 'previous-tab'],
    ['F6', { shiftKey: true }, true, 'previous-pane'],
    ['Escape', {}, true, 'escape'],
  ] as const)('%s with %o, typing %s: %s', (key, rest, typing, expected) => {
    expect(connectionsShortcutOf(pressed(key, rest), typing)).toBe(expected)
  })
})
