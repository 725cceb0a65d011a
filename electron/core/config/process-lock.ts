import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { FlowError } from '../failure.ts'
import { discardFile } from './discard-file.ts'
import { codeOf } from './error-code.ts'

/*
 * A lock between processes: a file that only one of them can create. Node offers no lock of the operating system
 * that ends with its process, so a file that was left behind has to be recognised and broken.
 */

/** A write takes milliseconds; whoever holds on for longer was suspended or is gone. */
const abandonedMs = 10_000
/** Between creating the file and filling it there are microseconds. */
const unfinishedMs = 1_000
const patienceMs = 3_000

/** What a lock asks of the operating system; a test moves both by hand. */
export interface Timing {
  now(): number
  pause(ms: number): void
}

const sleeper = new Int32Array(new SharedArrayBuffer(4))

export const systemTiming: Timing = {
  now: () => Date.now(),
  pause: (ms) => void Atomics.wait(sleeper, 0, 0, ms),
}

const claimSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  time: z.number(),
  /** Becomes part of a file name. */
  token: z.uuid(),
})
/** Without the number of a process the file is not filled yet, or never will be. */
type Holder = z.infer<typeof claimSchema> | { token: string; time: number }

const unfinished = (time: number): Holder => ({ token: 'unfinished', time })

/** Tokens of the locks that this process holds: what else bears its number is of an earlier process. */
const held = new Set<string>()

/**
 * Does `act` while no other process does. `act` may ask whether the lock is still its own, which it is unless this
 * process was suspended for seconds. Throws `store_unwritable` when another process does not let go, and what the
 * operating system throws when no lock can be made.
 */
export function withLock<T>(file: string, timing: Timing, act: (stillHeld: () => boolean) => T): T {
  const token = wait(file, timing)
  try {
    return act(() => holderOf(file)?.token === token)
  } finally {
    release(file, token)
  }
}

function wait(file: string, timing: Timing): string {
  // Counted by its pauses, so that a clock that is set forth or back changes nothing.
  for (let waited = 0, pause = 1; ; waited += pause, pause = Math.min(pause * 2, 50)) {
    const token = take(file, timing)
    if (token !== null) return token
    if (waited >= patienceMs) throw occupied(file)
    timing.pause(pause)
  }
}

/** The token of the lock, or null when somebody else has it. */
function take(file: string, timing: Timing): string | null {
  const token = randomUUID()
  const claim = { pid: process.pid, host: os.hostname(), time: timing.now(), token }
  if (!create(file, JSON.stringify(claim))) {
    breakAbandoned(file, timing)
    return null
  }
  // Whoever was suspended while filling the file may have been taken for gone.
  if (holderOf(file)?.token !== token) return null
  held.add(token)
  return token
}

/** On Windows a file that is just being removed is in the way with other codes. */
const inTheWay = new Set([
  'EEXIST',
  'EBUSY',
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES'] : []),
])

function create(file: string, text: string): boolean {
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx', 0o600)
  } catch (thrown) {
    if (inTheWay.has(codeOf(thrown))) return false
    throw thrown
  }
  try {
    writeFileSync(descriptor, text)
  } catch (thrown) {
    discardFile(file)
    throw thrown
  } finally {
    closeSync(descriptor)
  }
  return true
}

/**
 * Removes a lock whose holder is gone. Whoever does so holds a lock that is named after the abandoned one: else two
 * could find it abandoned, and the slower would remove what the faster has made in the meantime.
 */
function breakAbandoned(file: string, timing: Timing): void {
  const holder = holderOf(file)
  if (holder === null || !isAbandoned(holder, timing.now())) return
  const breaking = `${file}.${holder.token}`
  const token = take(breaking, timing)
  if (token === null) return
  if (holderOf(file)?.token === holder.token) discardFile(file)
  release(breaking, token)
}

function isAbandoned(holder: Holder, now: number): boolean {
  // A clock that was set back makes a time of the future, which is as old as it is wrong.
  const age = Math.abs(now - holder.time)
  if (!('pid' in holder)) return age > unfinishedMs
  if (age > abandonedMs) return true
  // The number of a process says nothing on another machine, which a shared home may belong to as well.
  return holder.host === os.hostname() && !isAlive(holder)
}

function isAlive({ pid, token }: { pid: number; token: string }): boolean {
  if (pid === process.pid) return held.has(token)
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // EPERM: it lives and belongs to somebody else.
    return codeOf(thrown) !== 'ESRCH'
  }
}

/** Null when there is no lock. */
function holderOf(file: string): Holder | null {
  try {
    const { mtimeMs } = statSync(file)
    const claim = claimSchema.safeParse(parse(readFileSync(file, 'utf8')))
    return claim.success ? claim.data : unfinished(mtimeMs)
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null
    // It is there and cannot be read now, so nothing says that it is old.
    return unfinished(Number.NaN)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not filled yet.
    return null
  }
}

function release(file: string, token: string): void {
  held.delete(token)
  // Where it cannot be removed, the next one finds it abandoned.
  if (holderOf(file)?.token === token) discardFile(file)
}

function occupied(file: string): FlowError {
  const holder = holderOf(file)
  const who = holder && 'pid' in holder ? ` (process ${holder.pid})` : ''
  const name = path.basename(file)
  return new FlowError(
    'store_unwritable',
    `The settings could not be saved: another console${who} holds ${name}; try again, or remove that file when no other console runs.`,
    { lock: name },
  )
}
