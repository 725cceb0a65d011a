import type { DocumentPath, Problem } from '../../../shared/connection-form.ts'
import type { OpenDocument } from './document.ts'
import { containerOf, placeOf } from './effective.ts'
import { pathKey, samePath } from './paths.ts'

export interface Findings {
  errors: DocumentPath[]
  traps: DocumentPath[]
  /** Checks that a site configuration leaves out because a value is unset. */
  skipped: DocumentPath[]
}

/** Where there is something to know. Pure. */
export function findings({ analysis }: OpenDocument): Findings {
  const of = (severity: Problem['severity']) =>
    (analysis?.problems ?? []).filter((one) => one.severity === severity).map(({ path }) => path)
  const sites = analysis?.effective ?? []
  const container = containerOf(sites)
  const skipped = sites.flatMap(({ site, values }) =>
    values
      .filter(({ value, skips }) => value === null && skips !== null)
      .map((value) => placeOf(value, site, container).path ?? []),
  )
  return { errors: of('error'), traps: of('trap'), skipped }
}

/** The one after the place where the person is, from the last to the first. */
export function nextFinding(
  paths: readonly DocumentPath[],
  here: DocumentPath | null,
): DocumentPath | null {
  const places = paths.filter(
    (path, at) => paths.findIndex((other) => pathKey(other) === pathKey(path)) === at,
  )
  const at = here === null ? -1 : places.findIndex((path) => samePath(path, here))
  return places[(at + 1) % places.length] ?? null
}
