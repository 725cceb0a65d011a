import type { DocumentPath, Field } from '../../../shared/connection-form.ts'
import type { ConnectionsStore } from './connections-store.ts'
import { formOf } from './document.ts'
import { containerOf } from './effective.ts'
import { pathKey, startsWith } from './paths.ts'
import { spotOf } from './placing.ts'

/* Leads from a place in the document to the part of the form that shows it. */

export const fieldSpot = ({ path }: Pick<Field, 'path'>): string => `field ${pathKey(path)}`
export const siteSpot = (site: string, name: string): string => `site ${site} ${name}`

/** The tab that shows the site configurations: the one that holds their document. */
export function siteSection(
  form: { sections: readonly { fields: readonly Field[] }[] } | null,
  container: DocumentPath | null,
): number {
  if (!form || !container) return -1
  return form.sections.findIndex(({ fields }) =>
    fields.some(({ path }) => startsWith(container, path)),
  )
}

interface Showing {
  /** Also puts the focus there, because the person asked for the place itself. */
  takesFocus: boolean
}

export function showPlace(
  store: ConnectionsStore,
  path: DocumentPath,
  { takesFocus }: Showing,
): void {
  const { document, forms } = store.getState()
  if (!document) return
  const form = formOf(document, forms)
  const sites = document.analysis?.effective ?? []
  const spot = spotOf(path, { form, sites, root: document.readable.root })
  if (spot.kind === 'document') return
  const section = spot.kind === 'field' ? spot.section : siteSection(form, containerOf(sites))
  const name = spot.kind === 'field' ? fieldSpot(spot.field) : siteSpot(spot.site, spot.name ?? '')
  store.setState({
    tab: `section-${Math.max(section, 0)}`,
    ...(takesFocus && { view: 'form' as const }),
    ...(spot.kind === 'site' && { site: spot.site }),
  })
  // After the tab has been drawn.
  requestAnimationFrame(() => {
    const row = window.document.querySelector<HTMLElement>(`[data-spot="${CSS.escape(name)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    if (takesFocus) row?.querySelector<HTMLElement>('input, textarea, button')?.focus()
  })
}
