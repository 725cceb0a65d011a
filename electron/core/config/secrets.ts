import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isSecretName, MASK } from '../../../shared/redact.ts'
import { FlowError } from '../failure.ts'
import type { Ports, Seal } from '../ports.ts'
import { isObject } from '../tokens/compact.ts'

/** A sealed secret as stored: the backend stands beside it, so that a change of backend is noticed (SS-04). */
const sealedSecretSchema = z.looseObject({
  backend: z.string(),
  format: z.literal(1),
  text: z.string(),
})
type SealedSecret = z.infer<typeof sealedSecretSchema>

/** By id. What a newer version has sealed in its own way is kept and cannot be opened. */
export type SealedSecrets = Record<string, unknown>

const sealedSecret = (secrets: SealedSecrets, id: string): SealedSecret | undefined =>
  Object.hasOwn(secrets, id) ? sealedSecretSchema.safeParse(secrets[id]).data : undefined

/** Moves every secret in clear out of a document into sealed ones; the document keeps `{"sealed": id}`. */
export function sealSecrets(
  document: unknown,
  seal: Seal,
): { document: unknown; secrets: SealedSecrets } {
  const secrets: SealedSecrets = {}
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string' && value !== '' && isStoredSecret(name)) {
      const id = randomUUID()
      const text = seal.seal(value)
      // Kept only after it was read back (SS-05): a key store may accept what it cannot return.
      if (seal.open(text) !== value) {
        throw new FlowError(
          'store_unwritable',
          `The key store did not keep ${name}; nothing was saved.`,
        )
      }
      secrets[id] = { backend: seal.backend, format: 1, text } satisfies SealedSecret
      return { sealed: id }
    }
    if (Array.isArray(value)) return value.map((member) => walk(member, ''))
    return isObject(value) ? mapMembers(value, walk) : value
  }
  return { document: walk(document, ''), secrets }
}

/**
 * Seals again what an older key has sealed, and tells the ids of those that nothing here can open: they stay as they
 * are until they are entered again (SS-04).
 */
export function renewSecrets(
  secrets: SealedSecrets,
  seal: Seal,
): { secrets: SealedSecrets; lost: string[] } {
  const renewed = { ...secrets }
  const lost: string[] = []
  for (const id of Object.keys(secrets)) {
    try {
      const again = renewOne(sealedSecret(secrets, id), seal)
      if (again) renewed[id] = again
    } catch {
      lost.push(id)
    }
  }
  return { secrets: renewed, lost }
}

function renewOne(secret: SealedSecret | undefined, seal: Seal): SealedSecret | null {
  if (!secret) throw missing('a newer version has sealed it')
  if (!seal.renew && secret.backend !== seal.backend) throw missing(`it is with ${secret.backend}`)
  const text = seal.renew?.(secret.text) ?? null
  if (text === null) return null
  // The old one goes only when the new one gives the same (SS-05).
  if (seal.open(text) !== seal.open(secret.text)) throw missing('it was not given back')
  return { ...secret, backend: seal.backend, text }
}

/** By id, of those that something else than `backend` has sealed: what it is, where that is known. */
export function backendsOf(secrets: SealedSecrets, backend: string): Map<string, string> {
  const known = Object.keys(secrets).map(
    (id) => [id, sealedSecret(secrets, id)?.backend ?? 'unknown'] as const,
  )
  return new Map(known.filter(([, sealedBy]) => sealedBy !== backend))
}

/** The ids that a document refers to, in whatever a newer version has made of a reference. */
export function sealedIds(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return []
  const own = isObject(document) ? document['sealed'] : undefined
  const below = Object.values(document).flatMap(sealedIds)
  return typeof own === 'string' ? [own, ...below] : below
}

type Reference = { kind: 'env' | 'file' | 'sealed'; name: string }

function referenceOf(value: Record<string, unknown>): Reference | null {
  const [kind, more] = Object.keys(value)
  if (more !== undefined || (kind !== 'env' && kind !== 'file' && kind !== 'sealed')) return null
  const name = value[kind]
  return typeof name === 'string' ? { kind, name } : null
}

/** The document with a mask for every reference: enough to list what it configures. */
export function maskReferences(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(maskReferences)
  if (!isObject(document)) return document
  return referenceOf(document) ? MASK : mapMembers(document, maskReferences)
}

/** Opens every reference at the moment of use. Throws `secret_missing`, naming what it refers to. */
export async function openSecrets(
  document: unknown,
  secrets: SealedSecrets,
  ports: Pick<Ports, 'seal' | 'environment' | 'readTextFile'>,
): Promise<unknown> {
  // One after the other: a key store that says no asks the person once, not once for each secret (SS-06).
  if (Array.isArray(document)) {
    const opened: unknown[] = []
    for (const member of document) opened.push(await openSecrets(member, secrets, ports))
    return opened
  }
  if (!isObject(document)) return document
  const reference = referenceOf(document)
  if (reference) return openOne(reference, secrets, ports)
  const opened: [string, unknown][] = []
  for (const [key, member] of Object.entries(document)) {
    opened.push([key, await openSecrets(member, secrets, ports)])
  }
  return Object.fromEntries(opened)
}

async function openOne(
  { kind, name }: Reference,
  secrets: SealedSecrets,
  ports: Pick<Ports, 'seal' | 'environment' | 'readTextFile'>,
): Promise<string> {
  if (kind === 'env') {
    const value = ports.environment(name)
    if (value) return value
    throw missing(`the environment variable ${name} is not set; set it and try again`)
  }
  if (kind === 'file') {
    try {
      return (await ports.readTextFile(name)).trim()
    } catch (cause) {
      throw missing(`the file ${name} cannot be read`, cause)
    }
  }
  const sealed = sealedSecret(secrets, name)
  if (!sealed) throw missing('it is no longer kept; enter it again')
  try {
    return ports.seal.open(sealed.text)
  } catch (cause) {
    throw missing(
      `it was sealed by ${sealed.backend} and cannot be opened now; try again, or enter it again`,
      cause,
    )
  }
}

function missing(reason: string, cause?: unknown): FlowError {
  return new FlowError(
    'secret_missing',
    `A secret of this connection is missing: ${reason}.`,
    undefined,
    cause,
  )
}

/** What is secret for a lifetime: client secrets, not one-time values. */
export function isStoredSecret(name: string): boolean {
  return isSecretName(name) && /secret|password/i.test(name)
}

function mapMembers(
  object: Record<string, unknown>,
  change: (member: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, member]) => [name, change(member, name)]),
  )
}
