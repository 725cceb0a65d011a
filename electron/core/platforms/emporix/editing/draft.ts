import type { Imported } from '../../../../../shared/connection-form.ts'
import { objectAt } from '../../edited-document.ts'
import { template } from './form.ts'

interface Fill {
  name?: string
  identityProvider?: Record<string, unknown>
  redirect?: Record<string, unknown>
  emporix?: Record<string, unknown>
}

/** A connection made of what is known; what is not stays empty, so that the form shows it as missing. */
export function imported(took: string, fill: Fill, notes: string[]): Imported {
  const empty: unknown = JSON.parse(template)
  const document = {
    ...objectAt(empty, []),
    name: (fill.name ?? '').slice(0, 80),
    identityProvider: { ...objectAt(empty, ['identityProvider']), ...fill.identityProvider },
    ...(fill.redirect && { redirect: fill.redirect }),
    emporix: { ...objectAt(empty, ['emporix']), ...fill.emporix },
  }
  return { took, text: JSON.stringify(document, null, 2), notes }
}
