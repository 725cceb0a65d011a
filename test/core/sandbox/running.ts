import { afterAll } from 'vitest'
import type { Clock } from '../../../electron/core/ports.ts'
import {
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../../electron/core/sandbox/sandbox.ts'

/** A clock that a test moves by hand. It begins at the present, which the provider itself goes by. */
export class ManualClock implements Clock {
  #now = Date.now()

  now(): number {
    return this.#now
  }

  after(): () => void {
    throw new Error('the sandbox sets no timers')
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000
  }

  /** For what the provider stamps: its own clock goes on, so that no distance from here is exact. */
  set(milliseconds: number): void {
    this.#now = milliseconds
  }
}

export interface RunningSandbox {
  sandbox: Sandbox
  clock: ManualClock
  /** What the sandbox wrote to its log: nothing, unless it failed. */
  logged: string[]
}

/** Starts a sandbox that is closed after the tests of the file, or when `ends` says so. */
export async function running(
  options: Partial<SandboxOptions> = {},
  ends: (close: () => Promise<void>) => void = afterAll,
): Promise<RunningSandbox> {
  const clock = new ManualClock()
  const logged: string[] = []
  const log = (_level: string, message: string, facts?: object) => {
    logged.push(`${message} ${JSON.stringify(facts, (_key, value: unknown) => String(value))}`)
  }
  const sandbox = await startSandbox({ clock, log, ...options })
  ends(() => sandbox.close())
  return { sandbox, clock, logged }
}
