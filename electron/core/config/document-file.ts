import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { FlowError } from '../failure.ts'
import type { Store } from '../ports.ts'
import { discardFile } from './discard-file.ts'
import { codeOf } from './error-code.ts'
import { systemTiming, type Timing, withLock } from './process-lock.ts'
import { type Document, type Found, readDocument } from './read-document.ts'

/*
 * One JSON document in a folder, the same for every host; electron-store and conf write it, and this is what they
 * leave open. It is changed under a lock between processes; a damaged file is kept, and a copy takes its place.
 *
 * config.json                   the document
 * config.backup.json            a copy of it (C-04)
 * config.v1.json                the last document of version 1, from before it was migrated
 * config.corrupt-<time>.json    a damaged file, for people to look at; never written again
 * config.lock                   while a process changes the document
 * *.new.json                    about to be renamed
 */

/** What a person has to know beside the outcome of a call. */
export interface Trouble {
  sentence: string
  /** The damaged file under its new name, where there was one. */
  kept: string | null
}

export interface DocumentHost {
  /** Writes `<name>.json` into the folder, readable by its owner alone (SS-10). */
  write(folder: string, name: string, document: Document): void
  /** Called when the lock is free again. */
  report(trouble: Trouble): void
  timing?: Timing
}

export function openDocument(folder: string, host: DocumentHost): Store {
  return new DocumentFile(folder, host)
}

/** What may be done while no other process changes the document. */
interface Locked {
  /** The document of now, after the repair of a damaged one. */
  read: () => Document | null
  stillHeld: () => boolean
  report: (trouble: Trouble) => void
}

class DocumentFile implements Store {
  readonly #folder: string
  readonly #file: string
  readonly #host: DocumentHost
  readonly #timing: Timing

  constructor(folder: string, host: DocumentHost) {
    this.#folder = folder
    this.#file = path.join(folder, 'config.json')
    this.#host = host
    this.#timing = host.timing ?? systemTiming
  }

  read(): unknown {
    const found = readDocument(this.#file)
    if (found.state !== 'damaged') return documentOf(found)
    const failed = `The settings file is damaged (${found.why}) and could not be set aside`
    return this.#locked(
      (locked) => locked.read(),
      (code) => new FlowError('store_unreadable', `${failed} (${code}).`, { code }),
    )
  }

  update(change: (document: unknown) => object): void {
    this.#locked(({ read, stillHeld, report }) => {
      const before = read()
      const after: Document = { ...change(before) }
      const text = JSON.stringify(after)
      if (before !== null && JSON.stringify(before) === text) return
      const version = before?.['version']
      if (version !== after['version'] && Number.isInteger(version)) {
        this.#copy(`config.v${String(version)}`)
      }
      if (!stillHeld()) throw new Refused('the lock was lost')
      this.#prepare(after, text)()
      try {
        // Of the new document, not of the former: what was deleted is gone from both (SS-07).
        this.#copy('config.backup')
      } catch (thrown) {
        const sentence = `The settings were saved, but their backup could not be written (${codeOf(thrown)}).`
        report({ sentence, kept: null })
      }
    }, unwritable)
  }

  #locked<T>(act: (locked: Locked) => T, failure: (code: string) => FlowError): T {
    const troubles: Trouble[] = []
    const report = (trouble: Trouble) => void troubles.push(trouble)
    const read = () => {
      const found = readDocument(this.#file)
      return found.state === 'damaged' ? this.#repair(found.why, report) : documentOf(found)
    }
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      const lock = path.join(this.#folder, 'config.lock')
      return withLock(lock, this.#timing, (stillHeld) => {
        this.#sweep()
        return act({ read, stillHeld, report })
      })
    } catch (thrown) {
      // What has no code is a fault of our own, and no settings matter.
      if (thrown instanceof FlowError || !(thrown instanceof Error && 'code' in thrown))
        throw thrown
      const { code, message, evidence } = failure(codeOf(thrown))
      throw new FlowError(code, message, evidence, thrown)
    } finally {
      for (const trouble of troubles) this.#host.report(trouble)
    }
  }

  /** Keeps the damaged file under another name and puts the newest good copy in its place (C-02). */
  #repair(why: string, report: (trouble: Trouble) => void): Document | null {
    const copy = this.#newestCopy()
    // What may lack space comes first: the damaged file is moved only when the rest can be done.
    const place = copy && this.#prepare(copy.document, JSON.stringify(copy.document))
    const kept = this.#setAside(place !== null)
    place?.()
    const outcome = copy
      ? `the copy in ${copy.name} was restored`
      : 'as there is no good copy, the console starts with empty settings'
    const sentence = `The settings file was damaged (${why}). It was kept as ${path.basename(kept)}, and ${outcome}.`
    report({ sentence, kept })
    return copy && copy.document
  }

  #newestCopy(): { name: string; document: Document } | null {
    const copies = readdirSync(this.#folder)
      .filter((name) => /^config\.(?:backup|v\d+)\.json$/.test(name))
      .map((name) => ({ name, time: statSync(path.join(this.#folder, name)).mtimeMs }))
      .toSorted((one, other) => other.time - one.time)
    for (const { name } of copies) {
      const found = readDocument(path.join(this.#folder, name))
      if (found.state === 'good') return { name, document: found.document }
    }
    return null
  }

  /** Returns where it is kept. */
  #setAside(isReplaced: boolean): string {
    const now = new Date(this.#timing.now())
    const name = `config.corrupt-${now.toISOString().replaceAll(/[:.]/g, '-')}`
    const place = (count: number) =>
      path.join(this.#folder, `${name}${count > 1 ? `-${count}` : ''}.json`)
    let count = 1
    while (existsSync(place(count))) count += 1
    const kept = place(count)
    const damaged = destination(this.#file)
    // A second name rather than another: whoever is killed now leaves the damaged file, not none.
    if (!isReplaced || !link(damaged, kept)) renameSync(damaged, kept)
    return kept
  }

  /** Removes what processes that were killed have left behind. */
  #sweep(): void {
    for (const name of readdirSync(this.#folder)) {
      if (leftBehind.test(name)) discardFile(path.join(this.#folder, name))
    }
  }

  /** Copies the document, byte by byte. */
  #copy(name: string): void {
    const target = path.join(this.#folder, `${name}.json`)
    this.#beside(target, (side) => {
      copyFileSync(this.#file, side)
      flush(side)
      if (statSync(side).size !== statSync(this.#file).size) throw new Refused(incomplete)
    })()
  }

  /** Writes the document beside its place, and returns what puts it there. */
  #prepare(document: Document, text: string): () => void {
    return this.#beside(destination(this.#file), (side) => {
      const { dir, name } = path.parse(side)
      this.#host.write(dir, name, document)
      // The libraries take a short write for a whole one (atomically, pull request 18): a full disk would leave half
      // a file and no error.
      const written = readDocument(side)
      if (written.state !== 'good' || JSON.stringify(written.document) !== text) {
        throw new Refused(incomplete)
      }
    })
  }

  /** Whatever fails, the target is what it was, and nothing is left beside it. */
  #beside(target: string, fill: (side: string) => void): () => void {
    const { dir, name, ext } = path.parse(target)
    const side = path.join(dir, `${name}.new${ext}`)
    const removingOnFailure = (act: () => void) => {
      try {
        act()
      } catch (thrown) {
        discardFile(side)
        throw thrown
      }
    }
    removingOnFailure(() => {
      rmSync(side, { force: true })
      fill(side)
    })
    return () => removingOnFailure(() => this.#rename(side, target))
  }

  /** On Windows a virus scanner holds a new file open for a moment. */
  #rename(from: string, to: string): void {
    for (let pause = 10; ; pause *= 2) {
      try {
        return renameSync(from, to)
      } catch (thrown) {
        if (pause > 300 || !['EBUSY', 'EPERM', 'EACCES'].includes(codeOf(thrown))) throw thrown
        this.#timing.pause(pause)
      }
    }
  }
}

/** Of a lock that was being broken, and of a document that was being written. */
const leftBehind = /^config\.(?:lock\.|(?:\w+\.)?new\.json)/

/** A reason of our own where the operating system has none. */
class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

const incomplete = 'the disk did not take all of it'

const unwritable = (code: string) =>
  new FlowError(
    'store_unwritable',
    `The settings could not be saved (${code}); nothing was changed on disk.`,
    { code },
  )

const documentOf = (found: Exclude<Found, { state: 'damaged' }>) =>
  found.state === 'good' ? found.document : null

function flush(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** False where there can be none: for a folder, and on some file systems. */
function link(file: string, name: string): boolean {
  try {
    linkSync(file, name)
    return true
  } catch {
    return false
  }
}

/** Where a link leads: people keep their settings elsewhere and link to them. */
function destination(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    // Not there yet, or a link that leads nowhere, which is then replaced.
    return file
  }
}
