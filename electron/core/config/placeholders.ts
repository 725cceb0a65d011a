import type { DocumentPath } from '../../../shared/connection-form.ts'
import { isSecretName } from '../../../shared/redact.ts'
import { isObject } from '../tokens/compact.ts'
import { isStoredSecret } from './secrets.ts'

/** A secret that is not in a document: its place stays, empty, so that a form asks for it. */
export interface Emptied {
  document: unknown
  emptied: DocumentPath[]
}

/** For another machine: references to its environment and files stay, everything secret goes (SS-08). */
export function withoutSecrets(document: unknown): Emptied {
  return emptyWhere(document, (value) => {
    if (isObject(value.own)) return isSealed(value.own)
    if (typeof value.own !== 'string' || value.own === '') return false
    // Headers and parameters are free, and only their names tell a secret.
    if (isFree(value.parent)) return isSecretName(value.name)
    return isStoredSecret(value.name) || (value.inKey && isSecretName(value.name))
  })
}

/** What came from elsewhere: a seal of another machine opens nothing here, a mask is no secret. */
export function withoutForeign(document: unknown): Emptied {
  return emptyWhere(document, ({ own, name }) =>
    isObject(own) ? isSealed(own) : typeof own === 'string' && isMask(name, own),
  )
}

/** Every sealed secret that a document refers to, with its place. */
export function sealedPlaces(document: unknown): { path: DocumentPath; id: string }[] {
  const found: { path: DocumentPath; id: string }[] = []
  const walk = (value: unknown, path: DocumentPath): void => {
    if (Array.isArray(value)) return value.forEach((member, i) => walk(member, [...path, i]))
    if (!isObject(value)) return
    if (isSealed(value)) found.push({ path, id: String(value.sealed) })
    for (const [name, member] of Object.entries(value)) walk(member, [...path, name])
  }
  walk(document, [])
  return found
}

const isSealed = (value: Record<string, unknown>) =>
  typeof value.sealed === 'string' && Object.keys(value).length === 1

const isFree = (parent: string) => parent === 'headers' || parent === 'parameters'

/** Nothing, or `****`, `••••`, `<secret>`: what other programs and people show instead. */
const isMask = (name: string, value: string) =>
  isStoredSecret(name) && /^(?:|[*•xX.]{3,}|<[^<>]*>|\[[^[\]]*\]|REDACTED|changeme)$/.test(value)

interface Member {
  own: unknown
  name: string
  /** The name of what it is in. */
  parent: string
  /** Whether it is a member of a JWK, where `d` and `k` are secret. */
  inKey: boolean
}

function emptyWhere(document: unknown, isGone: (member: Member) => boolean): Emptied {
  const emptied: DocumentPath[] = []
  const walk = (own: unknown, path: DocumentPath, inKey: boolean): unknown => {
    const [parent = '', name = ''] = path.slice(-2).map(String)
    if (
      isGone(
        path.length < 2 ? { own, name: parent, parent: '', inKey } : { own, name, parent, inKey },
      )
    ) {
      emptied.push(path)
      return ''
    }
    if (Array.isArray(own)) return own.map((member, i) => walk(member, [...path, i], false))
    if (!isObject(own)) return own
    const isKey = typeof own.kty === 'string'
    const members = Object.entries(own).map(
      ([key, member]) => [key, walk(member, [...path, key], isKey)] as const,
    )
    return Object.fromEntries(members)
  }
  return { document: walk(document, [], false), emptied }
}
