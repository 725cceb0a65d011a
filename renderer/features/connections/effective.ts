import type {
  DocumentPath,
  EffectiveSite,
  EffectiveValue,
} from '../../../shared/connection-form.ts'
import { startsWith } from './paths.ts'

/* Where the values of a site configuration are edited. Pure. */

/** The object that holds the sites; null where the document has none. */
export function containerOf(sites: readonly EffectiveSite[]): DocumentPath | null {
  for (const { site, values } of sites) {
    const own = values.find(({ path }) => path?.at(-2) === site)?.path
    if (own) return own.slice(0, -2)
  }
  return null
}

/**
 * `own`: this site says so itself. `inherited`: another site does, and this one may say otherwise. `elsewhere`:
 * another part of the document or the platform does. `unset`: nobody does.
 */
export type Standing = 'own' | 'inherited' | 'elsewhere' | 'unset'

export interface Place {
  standing: Standing
  /** Where this site's own value stands, or would; null where it cannot have one. */
  path: DocumentPath | null
}

export function placeOf(
  value: EffectiveValue,
  site: string,
  container: DocumentPath | null,
): Place {
  const own = container && [...container, site, value.name]
  if (value.path === null) {
    return value.value === null
      ? { standing: 'unset', path: own }
      : { standing: 'elsewhere', path: null }
  }
  const isOfSites = container !== null && startsWith(value.path, container)
  if (!isOfSites) {
    return { standing: value.value === null ? 'unset' : 'elsewhere', path: value.path }
  }
  if (value.value === null) return { standing: 'unset', path: own }
  return value.path.at(container.length) === site
    ? { standing: 'own', path: value.path }
    : { standing: 'inherited', path: own }
}

/** `default` of `default.issuer`: the layer without the name, which stands beside it. */
export function layerOf({ layer, name }: EffectiveValue): string {
  return layer.endsWith(`.${name}`) ? layer.slice(0, -name.length - 1) : layer
}
