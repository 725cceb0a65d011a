import { createCore } from '../../electron/core/core.ts'
import type { Ports, Seal } from '../../electron/core/ports.ts'
import type { CommandName, Input, Output } from '../../shared/contract.ts'
import type { RunView } from '../../shared/run.ts'
import { handClock } from './clock.ts'

/** A seal that a test can see through: reversible, and marked, so that clear text is noticed. */
export const testSeal: Seal = {
  backend: 'test',
  lasting: true,
  sentence: 'Secrets sealed by the test',
  seal: (plain) => Buffer.from(plain).toString('hex'),
  open: (sealed) => Buffer.from(sealed, 'hex').toString(),
}

export interface TestConsole {
  call<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>>
  core: ReturnType<typeof createCore>
  clock: ReturnType<typeof handClock>
  opened: string[]
  stored: { document: unknown }
  logged: string[]
  close(): Promise<void>
}

/**
 * The real core with a test's ports. `openUrl` plays the browser; without it the URL is only noted. `call`
 * unwraps the reply and throws its failure's code and message.
 */
export function testConsole(ports: Partial<Ports> = {}): TestConsole {
  const clock = handClock()
  const opened: string[] = []
  const stored: { document: unknown } = { document: null }
  const logged: string[] = []
  const core = createCore({
    version: '0.0.0',
    clock,
    seal: testSeal,
    store: {
      read: () => stored.document,
      update: (change) => {
        stored.document = structuredClone(change(stored.document))
      },
    },
    log: (level, message) => void logged.push(`${level} ${message}`),
    environment: () => null,
    readTextFile: (path) => Promise.reject(new Error(`no file ${path}`)),
    ...ports,
    openUrl: async (url) => {
      opened.push(url)
      await ports.openUrl?.(url)
    },
  })
  return {
    core,
    clock,
    opened,
    stored,
    logged,
    async call(name, input) {
      const reply = await core.call(name, input)
      if (reply.ok) return reply.value
      throw new Error(`${reply.failure.code}: ${reply.failure.message}`)
    },
    close: () => core.close(),
  }
}

/** Runs the flow to its end and returns the view at the end. */
export async function runToEnd(console: TestConsole, start: Input<'run.start'>): Promise<RunView> {
  const { id } = await console.call('run.start', start)
  await console.call('run.toEnd', { runId: id })
  return console.call('run.settled', { runId: id })
}

export function stageOf(run: RunView, id: string) {
  const stage = run.stages.find((one) => one.id === id)
  if (!stage) throw new Error(`no stage ${id}`)
  return stage
}
