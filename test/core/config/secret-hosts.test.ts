import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

describe('a key store', () => {
  it('leaves nothing to choose', async () => {
    const console = settings.desktop(fakeKeyStore())
    expect(await console.call('secrets.status', {})).toMatchObject({ lasting: true, choices: [] })
    await expect(console.call('secrets.choose', { id: 'key-file' })).rejects.toThrow(
      'input_invalid',
    )
    expect(settings.hasKeyFile()).toBe(false)
  })

  it('that is unlocked later seals everything with the next save, and is told', async () => {
    const unlocked = fakeKeyStore()
    let isLocked = true
    const console = settings.desktop({
      ...unlocked,
      isEncryptionAvailable: () => !isLocked,
    })
    const id = await save(console)
    await console.call('secrets.choose', { id: 'key-file' })
    await console.call('app.info', {})
    settings.events.length = 0
    isLocked = false
    await save(console, 'beta')
    expect(settings.backends()).toEqual(['gnome_libsecret', 'gnome_libsecret'])
    expect(settings.events.at(-1)).toMatchObject({
      name: 'secrets.changed',
      payload: { backend: 'gnome_libsecret', choices: [] },
    })
    expect(await reveal(console, id)).toBe(canary)
  })

  it('makes the choice of a key file void: without it, the person is asked again', async () => {
    await withKeyFile()
    await save(settings.desktop(fakeKeyStore()), 'beta')
    expect(settings.document()).not.toHaveProperty('secretsKeptBy')
    const console = settings.desktop(none)
    expect(await chosenOf(console)).toBe('memory')
    expect((await console.call('connections.list', {})).map((one) => one.name)).toContain('beta')
  })

  it('that refuses to seal is asked once, and the key file keeps what it has', async () => {
    const { console, id } = await withKeyFile()
    await save(console, 'beta')
    let asked = 0
    const refusing = settings.desktop({
      ...fakeKeyStore(),
      encryptString() {
        asked += 1
        throw new Error('Error while encrypting')
      },
    })
    await refusing.call('connections.delete', { connectionId: await save(console, 'gamma') })
    expect(asked).toBe(1)
    expect(settings.backends()).toEqual(['key-file', 'key-file'])
    expect(await reveal(refusing, id)).toBe(canary)
    expect(refusing.logged.join()).not.toContain('entered again')
  })

  it('that refuses to open is asked once for a connection with several secrets', async () => {
    const keyStore = fakeKeyStore()
    const console = settings.desktop(keyStore)
    const two = { ...JSON.parse(connection()) }
    two.emporix.serviceClient = { clientId: 'service', clientSecret: `${canary}-2` }
    const { id } = await console.call('connections.save', { text: JSON.stringify(two) })
    let asked = 0
    const refusing = settings.desktop({
      ...keyStore,
      decryptString() {
        asked += 1
        throw new Error('Error while decrypting')
      },
    })
    const start = { flowId: 'emporix-token-exchange', connectionId: id }
    await expect(refusing.call('run.start', start)).rejects.toThrow(/secret_missing.*try again/)
    expect(asked).toBe(1)
  })
})

describe('the hosts', () => {
  it('agree on the key file and on what it has sealed', async () => {
    const { id } = await withKeyFile()
    const browser = settings.headless()
    expect(await reveal(browser, id)).toBe(canary)
    expect(await chosenOf(browser)).toBe('key-file')
    const other = await save(browser, 'beta')
    expect(await reveal(settings.desktop(none), other)).toBe(canary)
  })

  it('seal again with a new key of the key file what an older line has sealed', async () => {
    const { console, id } = await withKeyFile()
    const older = readFileSync(settings.file('secret.key'), 'utf8')
    copyFileSync(settings.file('secret.key'), settings.file('old.key'))
    const newer = Buffer.alloc(32, 3).toString('base64')
    writeFileSync(settings.file('secret.key'), `${newer}\n${older}`)
    await save(console, 'beta')
    writeFileSync(settings.file('secret.key'), newer)
    expect(await reveal(settings.desktop(none), id)).toBe(canary)
    expect(await reveal(settings.headless(), id)).toBe(canary)
  })

  it('without windows take the key file by themselves, and memory when it is chosen', async () => {
    const console = settings.headless()
    await save(console)
    expect(settings.backends()).toEqual(['key-file'])
    expect((await console.call('secrets.choose', { id: 'memory' })).left).toEqual([])
    expect([settings.backends(), settings.hasKeyFile()]).toEqual([['memory'], false])
    expect(await chosenOf(settings.headless())).toBe('memory')
  })

  it('leave nothing to choose where the environment names the key', async () => {
    const key = Buffer.alloc(32, 1).toString('base64')
    const console = settings.headless({ SSO_FLOW_CONSOLE_KEY: key })
    await save(console)
    expect(await console.call('secrets.status', {})).toMatchObject({
      backend: 'environment',
      lasting: true,
      choices: [],
    })
    await expect(console.call('secrets.choose', { id: 'memory' })).rejects.toThrow('input_invalid')
  })
})

describe('a deleted connection', () => {
  it('leaves no sealed secret in the settings or their copy', async () => {
    const { console, id } = await withKeyFile()
    const texts = Object.values(settings.document().secrets).map((secret) => secret.text)
    await console.call('connections.delete', { connectionId: id })
    for (const name of ['config.json', 'config.backup.json']) {
      const written = readFileSync(settings.file(name), 'utf8')
      expect(texts.filter((text) => written.includes(text))).toEqual([])
    }
  })
})
