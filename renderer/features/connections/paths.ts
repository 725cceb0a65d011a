import type { DocumentPath } from '../../../shared/connection-form.ts'

/** One text for one path: for keys of lists and records. */
export const pathKey = (path: DocumentPath): string => JSON.stringify(path)

export const samePath = (one: DocumentPath, other: DocumentPath): boolean =>
  one.length === other.length && startsWith(one, other)

/** Whether `path` is `start` or lies inside of it. */
export const startsWith = (path: DocumentPath, start: DocumentPath): boolean =>
  start.length <= path.length && start.every((name, index) => name === path[index])
