import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FlowError } from '../../../electron/core/failure.ts'
import { fakeKeyStore } from '../../support/fake-key-store.ts'
import {
  canary,
  chosenOf,
  connection,
  reveal,
  settingsFolder,
} from '../../support/sealed-console.ts'

const none = fakeKeyStore({ backend: 'basic_text' })

let settings: ReturnType<typeof settingsFolder>
beforeEach(() => {
  settings = settingsFolder()
})
afterEach(() => settings.remove())

const save = async (console: ReturnType<typeof settings.desktop>, name = 'acme') =>
  (await console.call('connections.save', { text: connection(name) })).id

/** A start with a key file that has been chosen, and one connection sealed by it. */
async function withKeyFile() {
  const console = settings.desktop(none)
  const id = await save(console)
  await console.call('secrets.choose', { id: 'key-file' })
  return { console, id }
}

describe('a desktop without a key store', () => {
  it('keeps secrets in memory, says so, and offers a key file without taking it', async () => {
    const console = settings.desktop(none)
    await save(console)
    const status = await console.call('secrets.status', {})
    expect(status).toMatchObject({ backend: 'memory', lasting: false })
    expect(status.sentence).toContain('must be entered again after a restart')
    expect(status.choices.map(({ id, chosen }) => [id, chosen])).toEqual([
      ['memory', true],
      ['key-file', false],
    ])
    expect(settings.backends()).toEqual(['memory'])
    expect(settings.hasKeyFile()).toBe(false)
    expect(settings.document()).not.toHaveProperty('secretsKeptBy')
  })

  it('seals at once what is in memory when the key file is chosen, and remembers it', async () => {
    const { console, id } = await withKeyFile()
    expect(settings.backends()).toEqual(['key-file'])
    expect(settings.document().secretsKeptBy).toBe('key-file')
    expect(await reveal(console, id)).toBe(canary)
    const next = settings.desktop(none)
    expect(await reveal(next, id)).toBe(canary)
    expect(await next.call('app.info', {})).toMatchObject({
      secrets: { sealed: true, sentence: expect.stringContaining('secret.key') },
    })
  })

  it.skipIf(process.platform === 'win32')('makes the key file its owner’s alone', async () => {
    writeFileSync(settings.file('secret.key'), Buffer.alloc(32, 5).toString('base64'))
    chmodSync(settings.file('secret.key'), 0o644)
    await withKeyFile()
    expect(statSync(settings.file('secret.key')).mode & 0o777).toBe(0o600)
  })

  it('tells every page what is chosen', async () => {
    const console = settings.desktop(none)
    await console.call('app.info', {})
    await console.call('secrets.choose', { id: 'key-file' })
    await console.call('secrets.choose', { id: 'memory' })
    expect(settings.events.map((event) => event.name)).toEqual([
      'secrets.changed',
      'secrets.changed',
    ])
    expect(settings.events.at(-1)?.payload).toMatchObject({ backend: 'memory', lasting: false })
  })

  it('takes everything back into memory, and the key file goes', async () => {
    const { console, id } = await withKeyFile()
    const chosen = await console.call('secrets.choose', { id: 'memory' })
    expect(chosen).toMatchObject({ backend: 'memory', lasting: false, left: [] })
    expect(chosen.sentence).toContain('as chosen')
    expect(settings.hasKeyFile()).toBe(false)
    expect(settings.backends()).toEqual(['memory'])
    expect(readFileSync(settings.file('config.backup.json'), 'utf8')).not.toContain('v1.key-file')
    expect(await reveal(console, id)).toBe(canary)
    const next = settings.desktop(none)
    await expect(reveal(next, id)).rejects.toThrow('secret_missing')
    expect(await next.call('connections.list', {})).toHaveLength(2)
  })

  it('leaves what cannot be opened as it is, names it, and keeps the key file for it', async () => {
    const { console } = await withKeyFile()
    const foreign = Buffer.alloc(32, 9).toString('base64')
    writeFileSync(settings.file('secret.key'), foreign)
    await save(console, 'beta')
    const { secrets: before } = settings.document()
    const { left } = await console.call('secrets.choose', { id: 'memory' })
    expect(left).toEqual(['acme'])
    expect(settings.hasKeyFile()).toBe(true)
    expect(settings.backends().toSorted()).toEqual(['key-file', 'memory'])
    const kept = Object.values(settings.document().secrets).map((secret) => secret.text)
    expect(Object.values(before).filter(({ text }) => kept.includes(text))).toHaveLength(1)
  })

  it('changes nothing when the choice cannot be saved', async () => {
    const refuse = () => {
      throw new FlowError('store_unwritable', 'The disk is full.')
    }
    const { id } = await withKeyFile()
    const store = { read: () => settings.document(), update: refuse }
    const console = settings.desktop(none, { store })
    await expect(console.call('secrets.choose', { id: 'memory' })).rejects.toThrow('The disk')
    expect(await chosenOf(console)).toBe('key-file')
    expect(await reveal(console, id)).toBe(canary)
  })

  it('gives a deleted connection back with its secret, whatever was chosen meanwhile', async () => {
    const { console, id } = await withKeyFile()
    await console.call('connections.delete', { connectionId: id })
    await console.call('secrets.choose', { id: 'memory' })
    await console.call('connections.restore', { connectionId: id })
    expect(await reveal(console, id)).toBe(canary)
  })

  it('does not take the choice of another machine, whose key file is not here', async () => {
    await withKeyFile()
    rmSync(settings.file('secret.key'))
    const console = settings.desktop(none)
    expect(await chosenOf(console)).toBe('memory')
    await save(console, 'beta')
    expect(settings.hasKeyFile()).toBe(false)
  })

  it('opens what a key file has sealed, but moves none of it into memory by itself', async () => {
    const { secretsKeptBy: _, ...rest } = (await withKeyFile()) && settings.document()
    writeFileSync(settings.file('config.json'), JSON.stringify(rest))
    const console = settings.desktop(none)
    await save(console, 'beta')
    expect(settings.backends().toSorted()).toEqual(['key-file', 'memory'])
  })

  it('refuses what is no choice', async () => {
    const console = settings.desktop(none)
    await expect(console.call('secrets.choose', { id: 'plain' })).rejects.toThrow('input_invalid')
  })
})
