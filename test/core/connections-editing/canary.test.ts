import { expect, it } from 'vitest'
import type { CommandName, Input } from '../../../shared/contract.ts'
import { testConsole } from '../../support/console.ts'
import { changed, type Document, store, tenant } from './documents.ts'

const canary = 'canary-7d41e0'
/** As it would look where somebody forgot to open or to mask it. */
const traces = [canary, Buffer.from(canary).toString('base64').replace(/=+$/, '')]

const documents: Document[] = [
  changed(
    tenant,
    ['identityProvider.clientSecret', canary],
    ['identityProvider.tokenEndpointAuthMethod', 'client_secret_basic'],
    ['emporix.serviceClient', { clientId: 'service', clientSecret: canary }],
    ['emporix.tokenExchange.default.client_secret', canary],
    ['emporix.tokenExchange.default.storefront_client_secret', canary],
    // What springs every trap that would move a whole entry.
    ['emporix.tokenExchange.Default ', { client_secret: canary, clientSecret: canary }],
    ['emporix.tokenExchange.DEFAULT', { jwks: [{ kty: 'RSA', d: canary }] }],
    ['emporix.sso.configurations.0.client_secret', canary],
  ),
  changed(store, ['elasticPath.clientSecret', canary], ['elasticPath.grant', 'client_credentials']),
]

it.each(documents)('a secret of $platform is told by revealSecret alone', async (document) => {
  const console = testConsole()
  const events: string[] = []
  console.core.listen((event) => events.push(JSON.stringify(event)))
  const told: Record<string, string> = {}
  const ask = async <N extends CommandName>(name: N, input: Input<N>) => {
    const reply = await console.core.call(name, input)
    told[`${name} ${Object.keys(told).length}`] = JSON.stringify(reply)
    return reply
  }

  const text = JSON.stringify(document)
  await ask('connections.analyse', { text })
  // Twice the same member, a misplaced bracket: what is wrong is told without quoting it.
  await ask('connections.analyse', {
    text: text.replaceAll('"clientSecret":', `"clientSecret":"${canary}","clientSecret":`),
  })
  await ask('connections.analyse', { text: `${text}]` })
  await ask('connections.save', { text: text.replace('"name":', '"colour":') })
  // A private key stays in the document, as its trap says; all the rest is sealed.
  const sealed = text.replace(`"d":"${canary}"`, '"d":"x"')
  const saved = await ask('connections.save', { text: sealed })
  if (!saved.ok) throw new Error(saved.failure.message)
  const connectionId = saved.value.id
  await ask('connections.forms', {})
  await ask('connections.list', {})
  await ask('connections.read', { connectionId })
  await ask('connections.changeRequest', { connectionId })
  await ask('connections.export', { connectionIds: [connectionId] })
  const copy = await ask('connections.duplicate', { connectionId })
  await ask('connections.delete', { connectionId })
  const stored = JSON.stringify(console.stored.document)
  await ask('connections.restore', { connectionId })
  const file = console.core.addConnection(sealed.replace('"name":"', '"name":"file '), 'a.json')
  await ask('connections.export', { connectionIds: [file.id] })
  await ask('connections.changeRequest', { connectionId: file.id })

  for (const trace of traces) {
    for (const [name, reply] of Object.entries(told))
      expect([name, reply.includes(trace)]).toEqual([name, false])
    expect(stored + JSON.stringify(console.stored.document)).not.toContain(trace)
    expect(console.logged.join('\n') + events.join('\n')).not.toContain(trace)
  }

  const path = document.platform === 'emporix' ? ['identityProvider'] : ['elasticPath']
  const reveal = { connectionId: copy.ok ? copy.value.id : '', path: [...path, 'clientSecret'] }
  expect(await console.call('connections.revealSecret', reveal)).toEqual({ value: canary })
  await console.close()
})
