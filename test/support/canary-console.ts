import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Ports } from '../../electron/core/ports.ts'
import { signIn } from '../../electron/headless/scripted-browser.ts'
import { createSeal } from '../../electron/headless/seal.ts'
import { openStore } from '../../electron/headless/store.ts'
import type { CommandName, Input, Output, Reply } from '../../shared/contract.ts'
import { canaries } from './canary.ts'
import { testConsole } from './console.ts'

/** A console on real files that keeps everything it tells, and what of it holds one of the secrets. */
export function canaryConsole(secrets: readonly string[], more: Partial<Ports> = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'canary-'))
  const { inText, inFolder } = canaries(secrets)
  const sung: string[] = []
  const hear = (where: string, text: string) =>
    void sung.push(...inText(text).map((secret) => `${where}: ${secret}`))
  const logged: string[] = []
  const store = openStore(folder, ({ sentence }) => hear('trouble', sentence))
  const console = testConsole({
    store,
    seal: createSeal(folder, {}, store),
    // Before any masking of the host: the core hands nothing secret to it.
    log(level, message, facts) {
      logged.push(message)
      hear(`log ${level}`, `${message} ${JSON.stringify(facts)}`)
    },
    openUrl: async (url) => {
      await signIn(url, 'alice')
    },
    ...more,
  })
  console.core.listen((event) => hear(`event ${event.name}`, JSON.stringify(event)))
  return {
    console,
    folder,
    store,
    logs: () => logged,
    called: new Set<CommandName>(),
    /** Where a secret was told so far, stored files included. */
    sung: () => [...sung, ...inFolder(folder)],
    /** Any reply will do, as long as it holds no secret; a refusal says as little as an answer. */
    async ask<N extends CommandName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
      this.called.add(name)
      const reply = await console.core.call(name, input)
      hear(name, JSON.stringify(reply))
      return reply
    },
    /** For a command that is not known here, with an input that it may refuse. */
    async dispatch(name: CommandName, input: unknown): Promise<void> {
      this.called.add(name)
      hear(name, JSON.stringify(await console.core.dispatch(name, input)))
    },
    async answer<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
      const reply = await this.ask(name, input)
      if (reply.ok) return reply.value
      throw new Error(`${name}: ${reply.failure.code}: ${reply.failure.message}`)
    },
    async close() {
      await console.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export type CanaryConsole = ReturnType<typeof canaryConsole>
