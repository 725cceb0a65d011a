import type {
  ConnectionForm,
  DocumentPath,
  EffectiveSite,
  Field,
  Problem,
} from '../../../shared/connection-form.ts'
import { containerOf } from './effective.ts'
import { type JsonNode, nodeAt } from './json-tree.ts'
import { startsWith } from './paths.ts'

/* Which part of the form shows what lies at a path. Pure. */

export type Spot =
  | { kind: 'field'; section: number; field: Field }
  /** `name` null: the site as a whole. */
  | { kind: 'site'; site: string; name: string | null }
  /** No part of the form. */
  | { kind: 'document' }

export interface Shown {
  form: ConnectionForm | null
  sites: readonly EffectiveSite[]
  root: JsonNode
}

export function spotOf(path: DocumentPath, { form, sites, root }: Shown): Spot {
  return siteAt(path, sites) ?? fieldAt(path, form, root) ?? { kind: 'document' }
}

function siteAt(path: DocumentPath, sites: readonly EffectiveSite[]): Spot | null {
  const container = containerOf(sites)
  if (!container || !startsWith(path, container) || path.length === container.length) return null
  const site = sites.find(({ site }) => site === path[container.length])
  if (!site) return null
  const name = path[container.length + 1]
  const isListed = site.values.some((value) => value.name === name)
  return { kind: 'site', site: site.site, name: isListed ? String(name) : null }
}

function fieldAt(path: DocumentPath, form: ConnectionForm | null, root: JsonNode): Spot | null {
  const all = (form?.sections ?? []).flatMap(({ fields }, section) =>
    fields.map((field) => ({ kind: 'field' as const, section, field })),
  )
  const around = all.filter(({ field }) => startsWith(path, field.path))
  const closest = around.toSorted((a, b) => b.field.path.length - a.field.path.length)[0]
  if (closest) return closest
  // A whole group is missing: its first field says so.
  if (path.length === 0 || nodeAt(root, path)) return null
  return all.find(({ field }) => startsWith(field.path, path)) ?? null
}

export interface Placed {
  problem: Problem
  spot: Spot
}

export const place = (problems: readonly Problem[], shown: Shown): Placed[] =>
  problems.map((problem) => ({ problem, spot: spotOf(problem.path, shown) }))

export const ofField = (placed: readonly Placed[], field: Field): Problem[] =>
  placed.flatMap(({ problem, spot }) =>
    spot.kind === 'field' && spot.field === field ? [problem] : [],
  )

/** Of the whole document with `site` null; of a whole site with `name` null. */
export const ofSite = (placed: readonly Placed[], site: string, name: string | null): Problem[] =>
  placed.flatMap(({ problem, spot }) =>
    spot.kind === 'site' && spot.site === site && spot.name === name ? [problem] : [],
  )

export const ofDocument = (placed: readonly Placed[]): Problem[] =>
  placed.flatMap(({ problem, spot }) => (spot.kind === 'document' ? [problem] : []))
