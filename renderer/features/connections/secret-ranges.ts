import type { ConnectionForm, DocumentPath } from '../../../shared/connection-form.ts'
import { isSecretName, MASK } from '../../../shared/redact.ts'
import type { JsonNode } from './json-tree.ts'
import { samePath } from './paths.ts'

export interface Range {
  from: number
  to: number
}

/**
 * Secrets that stand in the text in clear, because they were typed and not saved yet: by the form's own fields, and
 * by name anywhere else. A reference is an object and no secret. Pure.
 */
export function secretRanges(root: JsonNode, form: ConnectionForm | null): Range[] {
  const fields = form?.sections.flatMap(({ fields }) => fields) ?? []
  const paths = fields.filter(({ kind }) => kind === 'secret').map(({ path }) => path)
  const ranges: Range[] = []
  const walk = (node: JsonNode, path: DocumentPath) => {
    for (const { name, value } of node.members) {
      const inner = [...path, name]
      const isSecret = isKeptSecret(name) || paths.some((one) => samePath(one, inner))
      if (value.kind === 'string' && isSecret && value.to - value.from > 2) {
        ranges.push({ from: value.from, to: value.to })
      } else walk(value, inner)
    }
    for (const [index, item] of node.items.entries()) walk(item, [...path, index])
  }
  walk(root, [])
  return ranges.toSorted((one, other) => one.from - other.from)
}

/** Secret for a lifetime; an `id_token_hint` is only secret on its way. */
export const isKeptSecret = (name: string) => isSecretName(name) && /secret|password/i.test(name)

/** The text with every secret in it as dots of one length. */
export function maskRanges(text: string, ranges: readonly Range[]): string {
  let masked = ''
  let at = 0
  for (const { from, to } of ranges) {
    masked += `${text.slice(at, from)}"${MASK}"`
    at = to
  }
  return masked + text.slice(at)
}
