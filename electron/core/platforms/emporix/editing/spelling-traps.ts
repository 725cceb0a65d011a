import type { Problem } from '../../../../../shared/connection-form.ts'
import { fix, jsonOf, memberAt, objectAt, trap } from '../../edited-document.ts'
import { remedy } from './entry-traps.ts'
import type { EditedExchange } from './exchange-reading.ts'
import * as source from './sources.ts'

/** Keys of the document: what `config` names, to the letter as far as anybody knows (emporix.md 3.4). */
export function keySpelling(document: unknown, exchange: EditedExchange): Problem[] {
  const keys = [...exchange.document.entries.keys()]
  const from = source.assumed('keys are compared to the letter')
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  for (const key of keys) {
    const spelling = key.trim().toLowerCase()
    const first = seen.get(spelling)
    if (first === undefined) seen.set(spelling, key)
    const path = exchange.pathOf(key)
    if (first !== undefined) {
      const into = exchange.pathOf(first)
      const value = jsonOf({ ...objectAt(document, path), ...objectAt(document, into) })
      const message = `${JSON.stringify(first)} and ${JSON.stringify(key)} differ only by case or blanks; whether the platform tells them apart is undocumented.`
      const offer = () => fix('Merge them', { path }, { path: into, value })
      problems.push(trap(path, message, from, remedy(exchange, offer)))
    } else if (key !== key.trim()) {
      const message = `The key ${JSON.stringify(key)} has blanks around it, which a config parameter would have to repeat.`
      const named = [...path.slice(0, -1), key.trim()]
      const offer = () =>
        fix('Remove them', { path }, { path: named, value: jsonOf(memberAt(document, path)) })
      problems.push(trap(path, message, from, remedy(exchange, offer)))
    }
  }
  return problems
}
