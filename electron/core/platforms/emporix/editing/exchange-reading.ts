import type { DocumentPath, Problem } from '../../../../../shared/connection-form.ts'
import { pathText } from '../../../config/connection-text.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import { error, memberAt } from '../../edited-document.ts'
import { type Layers, layersOf } from '../configuration-layers.ts'
import {
  entryFields,
  parseTokenExchange,
  type TokenExchangeDocument,
} from '../token-exchange-config.ts'

/** The tokenExchange document of a connection that is being edited, with the places of its members. */
export interface EditedExchange {
  document: TokenExchangeDocument
  siteEntry: 'merges' | 'replaces'
  /** Where the document begins, without what is wrapped around it. */
  root: DocumentPath
  /** Whether its members can be changed one by one: not where it stands there as JSON text. */
  editable: boolean
  /** Where a member of an entry stands, or would stand. */
  pathOf(layer: string, ...rest: DocumentPath): DocumentPath
  layers(site: string): Layers
}

export interface ExchangeReading {
  problems: Problem[]
  /** Null where it is read live, or nothing of it can be read. */
  exchange: EditedExchange | null
}

const fields: ReadonlySet<string> = new Set(entryFields)
const here = ['emporix', 'tokenExchange']

/** Reads what can be read, entry by entry: one that is half typed does not hide the others. */
export function readExchange(connection: unknown): ExchangeReading {
  const { root, raw } = unwrapped(connection)
  if (typeof raw === 'string' && root.length > here.length) {
    const { document, problem } = attempt(raw, root, 0)
    return { problems: problem ? [problem] : [], exchange: exchangeOf(document, raw) }
  }
  if (!isObject(raw)) return { problems: [], exchange: null }
  const problems: Problem[] = []
  const good = Object.entries(raw).filter(([name, member]) => {
    const isField = fields.has(name)
    const probe = isField || name === 'default' ? { [name]: member } : { entry: member }
    const at = isField ? [...root] : [...root, name]
    const { problem } = attempt(probe, at, isField ? 0 : 1)
    if (problem) problems.push({ ...problem, path: keysAsWritten(connection, problem.path) })
    return problem === null
  })
  const { document } = attempt({ value: Object.fromEntries(good) }, root, 0)
  // What is wrong around the entries, such as another key than tokenExchange.
  const whole = attempt(memberAt(connection, here), here, 0).problem
  return {
    problems: problems.length === 0 && whole ? [whole] : problems,
    exchange: exchangeOf(document, raw),
  }

  function exchangeOf(document: TokenExchangeDocument | null, raw: unknown): EditedExchange | null {
    if (document === null) return null
    const isFlat = isObject(raw) && Object.keys(raw).some((name) => fields.has(name))
    const siteEntry =
      memberAt(connection, ['emporix', 'siteEntry']) === 'replaces' ? 'replaces' : 'merges'
    return {
      document,
      siteEntry,
      root,
      editable: isObject(raw),
      pathOf: (layer, ...rest) =>
        keysAsWritten(connection, [...root, ...placeOf({ raw, isFlat }, layer, rest)]),
      layers: (site) => layersOf(document.entries, site, siteEntry),
    }
  }
}

/** As the reader takes it off (token-exchange-config.ts), with the way to it. */
function unwrapped(connection: unknown): { root: DocumentPath; raw: unknown } {
  let root: DocumentPath = here
  for (const wrapper of ['tokenExchange', 'value']) {
    const inner = memberAt(connection, [...root, wrapper])
    if (inner !== undefined) root = [...root, wrapper]
  }
  return { root, raw: memberAt(connection, root) }
}

function attempt(
  value: unknown,
  root: DocumentPath,
  /** Names at the start of the reader's path that `root` has already. */
  known: number,
): { document: TokenExchangeDocument | null; problem: Problem | null } {
  try {
    return { document: parseTokenExchange(value), problem: null }
  } catch (thrown) {
    if (!(thrown instanceof FlowError)) throw thrown
    const { path } = thrown.evidence ?? {}
    // Members that can be refused have no dot in their names; that of the entry is cut off.
    const parts =
      typeof path === 'string' ? path.split(/[.[\]]+/).filter((part) => part !== '') : []
    const below = parts.slice(known).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    const reason = thrown.message.replace(/^tokenExchange: \S+ /, '')
    const name = pathText([...root.slice(here.length), ...below]) || 'The document'
    const message = reason === thrown.message ? reason : `${name} ${reason}`
    return { document: null, problem: error([...root, ...below], message, guide) }
  }
}

const guide = 'Emporix token exchange guide, configuration fields'

function placeOf(
  { raw, isFlat }: { raw: unknown; isFlat: boolean },
  layer: string,
  rest: DocumentPath,
): DocumentPath {
  if (!isObject(raw)) return []
  const [field] = rest
  const inEntry = isObject(raw[layer]) && (field === undefined || Object.hasOwn(raw[layer], field))
  const isRoot = layer === 'default' && !inEntry && (isFlat || !isObject(raw[layer]))
  return isRoot ? rest : [layer, ...rest]
}

/** The reader knows one form of a key set; it may stand there as a list, or as JSON text. */
function keysAsWritten(connection: unknown, path: DocumentPath): DocumentPath {
  const end = path.indexOf('jwks', here.length) + 1
  const keys = end === 0 ? undefined : memberAt(connection, path.slice(0, end))
  if (typeof keys === 'string') return path.slice(0, end)
  return Array.isArray(keys) ? path.toSpliced(end, 1) : path
}
