import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'

/*
 * A process that uses the store, for tests that need several of them, or that kill them:
 *
 * write <folder> <last> <call>     counts up to `last` in the document; killed in the midst of a system call
 * add <folder> <name> <count>      adds connections
 * fill <folder> <bytes>            writes one document of that size
 */

const [task, folder = '', ...more] = process.argv.slice(2)
const numbers = more.map(Number)
const say = (line: string, write = fs.writeSync) => void write(1, `${line}\n`)

/** What a document holds tells whether all of it is there. */
const filler = (count: number) => 'x'.repeat((count * 7919) % 5000)

/** From now on the process dies in the call of that number: before it, or after half of the bytes of a write. */
function dieInCall(last: number): void {
  let calls = 0
  const { writeSync } = fs
  const members = fs as unknown as Record<string, (...given: unknown[]) => unknown>
  for (const [name, call] of Object.entries(members)) {
    if (!name.endsWith('Sync') || typeof call !== 'function') continue
    members[name] = (...given) => {
      calls += 1
      if (calls === last) {
        const [descriptor, text] = given
        if (name === 'writeSync') writeSync(Number(descriptor), String(text).slice(0, 20))
        process.kill(process.pid, 'SIGKILL')
      }
      return call(...given)
    }
  }
  syncBuiltinESMExports()
}

async function write([last = 0, call = 0]: number[]): Promise<void> {
  const { writeSync } = fs
  const { openStore } = await import('../../electron/headless/store.ts')
  const store = openStore(folder, ({ sentence }) => say(`trouble ${sentence}`, writeSync))
  if (call > 0) dieInCall(call)
  for (;;) {
    let count = 0
    store.update((document) => {
      count = ((document as { count?: number } | null)?.count ?? 0) + 1
      say(`begin ${count}`, writeSync)
      return { version: 1, count, filler: filler(count) }
    })
    say(`done ${count}`, writeSync)
    if (count >= last) return
  }
}

async function add(name: string, count: number): Promise<void> {
  const { Connections } = await import('../../electron/core/config/connections.ts')
  const { createPorts } = await import('../../electron/headless/environment.ts')
  const ports = createPorts({ environment: { SSO_FLOW_CONSOLE_DATA: folder } })
  const connections = new Connections(ports)
  for (let at = 0; at < count; at += 1) {
    const elasticPath = { clientId: 'key', clientSecret: `secret of ${name} ${at}` }
    connections.save(
      JSON.stringify({ platform: 'elastic-path', name: `${name} ${at}`, elasticPath }),
    )
  }
}

async function fill([bytes = 0]: number[]): Promise<void> {
  const { openStore } = await import('../../electron/headless/store.ts')
  const store = openStore(path.resolve(folder), () => undefined)
  try {
    store.update(() => ({ version: 1, filler: 'y'.repeat(bytes) }))
    say('done')
  } catch (thrown) {
    say(String(thrown))
  }
}

if (task === 'write') await write(numbers)
if (task === 'add') await add(more[0] ?? '', numbers[1] ?? 0)
if (task === 'fill') await fill(numbers)
