import { FlowError } from '../failure.ts'
import type { Document } from './read-document.ts'

/** From one version of the stored document to the next. Pure: it gets a document of its own and gives the new one. */
export type Migration = (document: Document) => Document

/**
 * The first makes version 2 of version 1, and so on. One that was released is never changed: files of every version
 * are out there, and each has its fixture in test/core/config/stored.
 */
export const migrations: readonly Migration[] = []

export const versionAfter = (steps: readonly Migration[]) => steps.length + 1

/**
 * The document in the newest version, all the way or not at all. Throws `store_unreadable` for one of a newer
 * version, which is never taken down to ours (C-06), and for one that a migration cannot read.
 */
export function migrate(document: Document, steps: readonly Migration[]): Document {
  const { version } = document
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw unreadable('The stored connections cannot be read at version; the file is left as it is.')
  }
  if (version > versionAfter(steps)) {
    throw unreadable(
      'The stored connections were written by a newer version; update the console to use them.',
    )
  }
  let migrated = document
  for (const [at, step] of steps.entries()) {
    if (at + 1 < version) continue
    try {
      migrated = { ...step(structuredClone(migrated)), version: at + 2 }
    } catch (cause) {
      throw unreadable(
        `The stored connections could not be brought from version ${at + 1} to ${at + 2}; the file is left as it is.`,
        cause,
      )
    }
  }
  return migrated
}

const unreadable = (message: string, cause?: unknown) =>
  new FlowError('store_unreadable', message, undefined, cause)
