import type { DocumentPath } from '../../../../shared/connection-form.ts'
import { type JsonNode, nodeAt } from '../../connections/json-tree.ts'

/**
 * `emporix.sso.configurations[0].redirect_uri` as a path of the document. A member's own name may hold dots, so the
 * longest name that the document has is taken.
 */
export function settingPath(setting: string, root: JsonNode): DocumentPath {
  const path: (string | number)[] = []
  let rest = setting
  while (rest !== '') {
    const index = /^\[(\d+)\]\.?/.exec(rest)
    if (index) {
      path.push(Number(index[1]))
      rest = rest.slice(index[0].length)
      continue
    }
    const name = longestName(rest, nodeAt(root, path))
    path.push(name)
    rest = rest.slice(name.length).replace(/^\./, '')
  }
  return path
}

function longestName(rest: string, node: JsonNode | null | undefined): string {
  const known = (node?.members ?? [])
    .map(({ name }) => name)
    .filter((name) => rest === name || rest.startsWith(`${name}.`) || rest.startsWith(`${name}[`))
    .toSorted((a, b) => b.length - a.length)
  return known[0] ?? /^[^.[]+/.exec(rest)?.[0] ?? rest
}

/** The last name of it, for a button: `audience`. */
export const settingName = (setting: string): string =>
  /([^.[\]]+)(?:\[\d+\])*$/.exec(setting)?.[1] ?? setting
