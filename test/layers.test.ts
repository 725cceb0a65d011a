import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

/*
 * What a folder may import, and a few acts that have one place. ARCHITECTURE explains the table; this file holds
 * it and fails the build. Type-only and dynamic imports count: a type that leaks ties two layers as well.
 */

interface Row {
  /** Other folders of the repository. A folder may always import itself. */
  folders: readonly string[]
  /** Other folders of which `import type` alone is allowed. */
  typeFolders?: readonly string[]
  /** Single files outside of the layers. */
  files?: readonly string[]
  /** Packages by name; `@scope/*` stands for all of a scope. */
  packages: readonly string[]
  /** Packages of which types alone may be imported. */
  types?: readonly string[]
  /** Whether Node's own modules are there. */
  node: boolean
}

const httpFramework = ['hono', '@hono/node-server']
const core = { folders: ['shared'], packages: ['zod', 'oauth4webapi', 'jose'], node: true }

/** The longest matching folder decides. */
const table: Record<string, Row> = {
  shared: { folders: [], packages: ['zod'], types: ['oauth4webapi', 'jose'], node: false },
  'electron/core': core,
  // A run owns its connections; the fetch that is built in shares one pool for the whole process.
  'electron/core/http': { ...core, packages: [...core.packages, 'undici'] },
  // Customer lists come as CSV from the platform's export.
  'electron/core/platforms': { ...core, packages: [...core.packages, 'csv-parse'] },
  'electron/core/sandbox': {
    ...core,
    folders: ['shared', 'electron/core'],
    packages: [...core.packages, 'oidc-provider', ...httpFramework],
  },
  'electron/headless': {
    folders: ['electron/core', 'shared'],
    // The version, which Electron tells by itself.
    files: ['package.json'],
    packages: ['conf', ...httpFramework, 'commander'],
    node: true,
  },
  // A sandboxed preload is one file that requires only electron, so nothing but types may come from elsewhere.
  'electron/preload': { folders: [], typeFolders: ['shared'], packages: ['electron'], node: false },
  'electron/shell': {
    folders: ['electron/core', 'shared'],
    packages: ['electron', 'electron-store'],
    node: true,
  },
  renderer: {
    folders: ['shared'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'react-aria-components',
      'react-aria',
      'react-stately',
      'codemirror',
      '@codemirror/*',
      '@lezer/*',
    ],
    node: false,
  },
}

/** Within a layer: who, what it must not import, and why. */
const forbidden = [
  {
    from: 'electron/core/flow',
    to: ['electron/core/oidc', 'electron/core/platforms'],
    why: 'a run is moved without knowing any protocol or platform',
  },
]

/** Members of Electron that are used in one file alone, where they can be read as a whole. */
const onePlace: Record<string, string> = {
  ipcMain: 'electron/shell/ipc.ts',
  safeStorage: 'electron/shell/ports.ts',
}

const platformsFolder = 'electron/core/platforms'
/** These know platforms by name; the rest asks the adapter or the contract. */
const knowPlatforms = [platformsFolder, 'electron/core/sandbox', 'shared/platforms']

// ---- reading a source

interface Imported {
  specifier: string
  typeOnly: boolean
  names: string[]
}

interface Source {
  imports: Imported[]
  /** Identifiers, and every text that the code holds or shows. */
  words: string[]
}

type Node = Record<string, unknown> & { type: string }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
const textOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string'
    ? value['value']
    : undefined

function importOf(node: Node): Imported | null {
  const names = Array.isArray(node['specifiers'])
    ? node['specifiers'].flatMap((specifier: unknown) =>
        isNode(specifier) && isNode(specifier['imported'])
          ? [String(specifier['imported']['name'])]
          : [],
      )
    : []
  // `import { type A } from` is not type-only: with verbatimModuleSyntax the module is still loaded.
  const found = (value: unknown, typeOnly: boolean): Imported => ({
    specifier: textOf(value) ?? '(computed)',
    typeOnly,
    names,
  })
  switch (node.type) {
    case 'ImportDeclaration':
      return found(node['source'], node['importKind'] === 'type')
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node['source'] ? found(node['source'], node['exportKind'] === 'type') : null
    case 'ImportExpression':
      return found(node['source'], false)
    case 'TSImportType':
      return found(node['source'] ?? node['argument'], true)
    case 'TSExternalModuleReference':
      return found(node['expression'], false)
    case 'CallExpression': {
      const callee = node['callee']
      const isRequire =
        isNode(callee) && callee.type === 'Identifier' && callee['name'] === 'require'
      return isRequire && Array.isArray(node['arguments'])
        ? found(node['arguments'][0], false)
        : null
    }
    default:
      return null
  }
}

function wordsOf(node: Node): string[] {
  const { type, name, value } = node
  if (type === 'Identifier' || type === 'JSXIdentifier') return [String(name)]
  if (type === 'TemplateElement' && typeof value === 'object' && value !== null)
    return 'raw' in value ? [String(value.raw)] : []
  return type === 'Literal' || type === 'JSXText' ? [String(value)] : []
}

function readSource(file: string, code: string): Source {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const source: Source = { imports: [], words: [] }
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (!isNode(value)) return
    const imported = importOf(value)
    if (imported) source.imports.push(imported)
    source.words.push(...wordsOf(value))
    for (const part of Object.values(value)) if (typeof part === 'object') walk(part)
  }
  walk(program)
  return source
}

// ---- judging it

const isIn = (file: string, folder: string) => file.startsWith(`${folder}/`)
const rowOf = (file: string) =>
  Object.keys(table)
    .filter((folder) => isIn(file, folder))
    .toSorted((a, b) => b.length - a.length)[0]
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
const listed = (name: string, list: readonly string[]) =>
  list.some(
    (entry) => entry === name || (entry.endsWith('/*') && name.startsWith(entry.slice(0, -1))),
  )

/** `elastic-path`, `elasticPath`, `Elastic Path`: however it is spelled. */
const names = (word: string, platform: string) => squeezed(word).includes(squeezed(platform))
const squeezed = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')

interface World {
  exists(file: string): boolean
  platforms: readonly string[]
}

/** Every broken rule of one file: file, import, rule. */
function judge(file: string, code: string, world: World): string[] {
  const folder = rowOf(file)
  const row = folder === undefined ? undefined : table[folder]
  if (folder === undefined || !row) return [`${file}: its folder has no row in test/layers.test.ts`]
  const { imports, words } = readSource(file, code)
  const broken = imports.flatMap((imported) =>
    (imported.specifier.startsWith('.')
      ? judgeRelative(file, { folder, row }, imported, world)
      : judgePackage(file, { folder, row }, imported)
    ).map((rule) => `${file}: imports '${imported.specifier}', but ${rule}`),
  )
  if (knowPlatforms.some((known) => isIn(file, known))) return broken
  for (const name of world.platforms.filter((name) => words.some((word) => names(word, name))))
    broken.push(`${file}: knows '${name}', but only ${knowPlatforms.join(', ')} know platforms`)
  return broken
}

function judgeRelative(
  file: string,
  { folder, row }: { folder: string; row: Row },
  { specifier, typeOnly }: Imported,
  world: World,
): string[] {
  const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''))
  if (path.posix.extname(target) === '') return ['a relative import carries its extension']
  if (!world.exists(target)) return [`${target} does not exist`]
  const broken: string[] = []
  // A part of the core may import the whole core; that it reads another row's folder is for that row's own list.
  const own = isIn(folder, 'electron/core') || folder === 'electron/core' ? 'electron/core' : folder
  const typeFolders = row.typeFolders ?? []
  const allowed = [own, ...row.folders, ...(typeOnly ? typeFolders : [])]
  if (row.files?.includes(target)) return []
  if (!allowed.some((folder) => isIn(target, folder)))
    broken.push(
      `${folder}/ may import only ${[own, ...row.folders, ...typeFolders.map((name) => `types of ${name}`)].join(', ')}`,
    )
  for (const rule of forbidden)
    if (isIn(file, rule.from) && rule.to.some((to) => isIn(target, to)))
      broken.push(`${rule.from}/ may not: ${rule.why}`)
  const platform = (of: string) =>
    isIn(of, platformsFolder)
      ? of
          .slice(platformsFolder.length + 1)
          .split('/')
          .slice(0, -1)[0]
      : undefined
  const [from, to] = [platform(file), platform(target)]
  if (from && to && from !== to) broken.push(`platform ${from} never imports platform ${to}`)
  return broken
}

function judgePackage(
  file: string,
  { folder, row }: { folder: string; row: Row },
  { specifier, typeOnly, names }: Imported,
): string[] {
  if (specifier === '(computed)') return ['what is imported has to be readable here']
  if (specifier.startsWith('node:')) return row.node ? [] : [`${folder}/ runs without Node`]
  const name = packageOf(specifier)
  const allowed = listed(name, row.packages) || (typeOnly && listed(name, row.types ?? []))
  if (!allowed)
    return [
      `${folder}/ may import only ${[...row.packages, ...(row.types ?? [])].join(', ') || 'no package'}`,
    ]
  if (name !== 'electron') return []
  return names.flatMap((member) => {
    const place = onePlace[member]
    return place === undefined || place === file ? [] : [`${member} is used in ${place} alone`]
  })
}

// ---- the tree

const root = path.join(import.meta.dirname, '..')
const sources = ['shared', 'electron', 'renderer'].flatMap((top) => {
  const folder = path.join(root, top)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${top}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
})
const tree: World = {
  exists: (file) => existsSync(path.join(root, file)),
  platforms: existsSync(path.join(root, platformsFolder))
    ? readdirSync(path.join(root, platformsFolder)).filter((name) =>
        statSync(path.join(root, platformsFolder, name)).isDirectory(),
      )
    : [],
}

describe('the layers table', () => {
  it('holds for every file', () => {
    const broken = sources.flatMap((file) =>
      judge(file, readFileSync(path.join(root, file), 'utf8'), tree),
    )
    expect(broken).toEqual([])
    expect(sources.length).toBeGreaterThan(20)
  })

  it('has a row for every folder that holds code', () => {
    const folders = [...new Set(sources.map((file) => path.posix.dirname(file)))]
    expect(folders.filter((folder) => rowOf(`${folder}/x.ts`) === undefined)).toEqual([])
  })

  it('knows no folder that is gone', () => {
    expect(Object.keys(table).filter((folder) => !existsSync(path.join(root, folder)))).toEqual([])
  })
})

describe('the layers test itself', () => {
  const world: World = {
    exists: (file) => !file.includes('missing'),
    platforms: ['emporix', 'elastic-path'],
  }

  it.each([
    ['electron/core/a.ts', "import { app } from 'electron'", 'may import only'],
    ['electron/core/a.ts', "import type { App } from 'electron'", 'may import only'],
    ['electron/core/a.ts', "type A = import('electron').App", 'may import only'],
    ['electron/core/a.ts', "const e = await import('electron')", 'may import only'],
    ['electron/core/a.ts', "const e = require('electron/main')", 'may import only'],
    ['electron/core/a.ts', "export * from '../shell/main.ts'", 'may import only'],
    ['electron/core/a.ts', "import '../headless/cli.ts'", 'may import only'],
    ['electron/core/a.ts', "import { Hono } from 'hono'", 'may import only'],
    ['electron/core/a.ts', 'const e = await import(name)', 'has to be readable'],
    ['electron/core/a.ts', "import { b } from './b'", 'carries its extension'],
    ['electron/core/a.ts', "import { b } from './missing.ts'", 'does not exist'],
    ['electron/core/a.ts', "const x = platform === 'emporix'", "knows 'emporix'"],
    ['electron/core/a.ts', "switch (p) { case 'elastic-path': }", "knows 'elastic-path'"],
    ['electron/core/a.ts', 'const x = connection.elasticPath', "knows 'elastic-path'"],
    ['electron/core/core.ts', "import './platforms/emporix/adapter.ts'", "knows 'emporix'"],
    ['renderer/app.tsx', 'const page = <p>Your Elastic Path store</p>', "knows 'elastic-path'"],
    ['shared/connection.ts', 'const text = `an Emporix tenant ${x}`', "knows 'emporix'"],
    ['electron/core/flow/a.ts', "import '../oidc/token.ts'", 'may not: a run is moved'],
    ['electron/core/flow/a.ts', "import type { A } from '../platforms/registry.ts'", 'may not'],
    [
      'electron/core/platforms/emporix/a.ts',
      "import '../elastic-path/b.ts'",
      'never imports platform',
    ],
    ['electron/headless/a.ts', "import Store from 'electron-store'", 'may import only'],
    ['electron/headless/a.ts', "import { x } from '../shell/log.ts'", 'may import only'],
    ['electron/preload/index.ts', "import fs from 'node:fs'", 'runs without Node'],
    [
      'electron/preload/index.ts',
      "import { type A } from '../../shared/contract.ts'",
      'types of shared',
    ],
    ['electron/shell/menu.ts', "import { ipcMain } from 'electron'", 'electron/shell/ipc.ts alone'],
    ['electron/shell/menu.ts', "import { zod } from 'zod'", 'may import only'],
    ['electron/new/a.ts', '', 'no row'],
    ['renderer/app.tsx', "import { x } from '../electron/core/failure.ts'", 'may import only'],
    ['renderer/app.tsx', "import { ipcRenderer } from 'electron'", 'may import only'],
    ['shared/a.ts', "import { decodeJwt } from 'jose'", 'may import only'],
    ['shared/a.ts', "import { type JWK } from 'jose'", 'may import only'],
    ['shared/a.ts', "import { x } from '../electron/core/failure.ts'", 'may import only'],
  ])('refuses %s: %s', (file, code, rule) => {
    const broken = judge(file, code, world)
    expect(broken).toHaveLength(1)
    expect(broken[0]).toContain(file)
    expect(broken[0]).toContain(rule)
  })

  it.each([
    [
      'electron/core/core.ts',
      "// As emporix.md says.\nimport { x } from './platforms/registry.ts'",
    ],
    ['shared/platforms/registry.ts', "import { emporixValues } from './emporix.ts'"],
    [
      'electron/core/sandbox/a.ts',
      "import { Hono } from 'hono'\nimport { z } from '../failure.ts'",
    ],
    ['electron/core/platforms/emporix/a.ts', "if (id === 'emporix') import('../platform.ts')"],
    ['electron/shell/a.ts', "import { app } from 'electron'\nimport fs from 'node:fs'"],
    [
      'renderer/app.tsx',
      "import { createRoot } from 'react-dom/client'\nimport './app.module.css'",
    ],
    ['shared/a.ts', "import type { JWK } from 'jose'\nimport type { Client } from 'oauth4webapi'"],
  ])('lets %s pass: %s', (file, code) => {
    expect(judge(file, code, world)).toEqual([])
  })
})
