import type { SiteEntry } from './token-exchange-config.ts'

/** A value with the layer that set it, such as `Site_DE.audience`. */
export interface Sourced<T> {
  value: T
  source: string
}

type Field = Extract<keyof SiteEntry, string>

/** A site entry over `default`, or alone. */
export interface Layers {
  site: string
  /** Layers that count, the strongest first. */
  order: readonly { name: string; entry: SiteEntry }[]
  /** The text of a field; null when it is unset, null or empty. */
  text(field: Field): Sourced<string> | null
  list(field: Field): Sourced<string[]> | null
  keySet(): Sourced<Record<string, unknown>[]> | null
}

/**
 * Undocumented: whether a site entry is merged over `default` member by member or replaces it, hence the
 * setting. Merged, a member of the site wins even when it is null, as a plain object merge has it.
 */
export function layersOf(
  entries: ReadonlyMap<string, SiteEntry>,
  site: string,
  siteEntry: 'merges' | 'replaces',
): Layers {
  const names = siteEntry === 'merges' ? new Set([site, 'default']) : [site]
  const order = [...names].flatMap((name) => {
    const entry = entries.get(name)
    return entry === undefined ? [] : [{ name, entry }]
  })
  const find = (field: Field): Sourced<unknown> | null => {
    const layer = order.find(({ entry }) => Object.hasOwn(entry, field))
    const value = layer?.entry[field] ?? null
    return value === null || layer === undefined
      ? null
      : { value, source: `${layer.name}.${field}` }
  }
  return {
    site,
    order,
    text(field) {
      const found = find(field)
      return typeof found?.value === 'string' && found.value !== ''
        ? { value: found.value, source: found.source }
        : null
    },
    list(field) {
      const found = find(field)
      if (found === null) return null
      const all = (Array.isArray(found.value) ? found.value : [found.value]) as unknown[]
      const texts = all.filter((item) => typeof item === 'string' && item !== '') as string[]
      return texts.length > 0 ? { value: texts, source: found.source } : null
    },
    keySet() {
      const found = find('jwks')
      if (found === null) return null
      const { keys } = found.value as { keys: Record<string, unknown>[] }
      return { value: keys, source: found.source }
    },
  }
}
