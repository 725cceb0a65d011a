import type { ConnectionForm } from '../../../shared/connection-form.ts'
import type { OpenDocument } from './document.ts'
import { parseTree } from './json-tree.ts'
import { countChanges, type DiffLine, diffLines } from './line-diff.ts'
import { maskRanges, secretRanges } from './secret-ranges.ts'

/** What saving would change, without any secret. Pure. */
export function diffOf(
  { base, text }: Pick<OpenDocument, 'base' | 'text'>,
  form: ConnectionForm | null,
): DiffLine[] {
  return diffLines(base, masked(text, form))
}

/** While it cannot be read nothing in it is known to be a secret, so that whole lines are masked by name. */
export function masked(text: string, form: ConnectionForm | null): string {
  const { root } = parseTree(text)
  if (root) return maskRanges(text, secretRanges(root, form))
  return text.replaceAll(/("[^"\n]*(?:secret|password)[^"\n]*"\s*:\s*)"[^"\n]*"?/gi, '$1"••••"')
}

let last: { base: string; text: string; counts: { added: number; removed: number } } | null = null

/** How many lines; the last answer is kept, because every view asks for it. */
export function changesOf({ base, text }: Pick<OpenDocument, 'base' | 'text'>) {
  if (last?.base !== base || last.text !== text) {
    last = { base, text, counts: countChanges(diffLines(base, text)) }
  }
  return last.counts
}
