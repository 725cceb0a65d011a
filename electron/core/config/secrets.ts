import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isSecretName, MASK } from '../../../shared/redact.ts'
import { FlowError } from '../failure.ts'
import type { Ports, Seal } from '../ports.ts'

/** A sealed secret as stored: the backend stands beside it, so that a change of backend is noticed (SS-04). */
export const sealedSecretsSchema = z.record(
  z.string(),
  z.object({ backend: z.string(), format: z.literal(1), text: z.string() }),
)
export type SealedSecrets = z.infer<typeof sealedSecretsSchema>

type Json = z.infer<ReturnType<typeof z.json>>

/** Moves every secret in clear out of a document into sealed ones; the document keeps `{"sealed": id}`. */
export function sealSecrets(
  document: Json,
  seal: Seal,
): { document: Json; secrets: SealedSecrets } {
  const secrets: SealedSecrets = {}
  const walk = (value: Json, name: string): Json => {
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
      secrets[id] = { backend: seal.backend, format: 1, text }
      return { sealed: id }
    }
    if (Array.isArray(value)) return value.map((member) => walk(member, ''))
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, walk(member, key)]),
      )
    }
    return value
  }
  return { document: walk(document, ''), secrets }
}

/** The ids that a document refers to. */
export function sealedIds(document: Json): string[] {
  if (document === null || typeof document !== 'object') return []
  if (!Array.isArray(document)) {
    const reference = referenceSchema.safeParse(document)
    if (reference.success && 'sealed' in reference.data) return [reference.data.sealed]
  }
  return Object.values(document).flatMap(sealedIds)
}

const referenceSchema = z.union([
  z.strictObject({ env: z.string() }),
  z.strictObject({ file: z.string() }),
  z.strictObject({ sealed: z.string() }),
])

/** The document with a mask for every reference: enough to list what it configures. */
export function maskReferences(document: Json): Json {
  if (document === null || typeof document !== 'object') return document
  if (Array.isArray(document)) return document.map(maskReferences)
  if (referenceSchema.safeParse(document).success) return MASK
  return Object.fromEntries(
    Object.entries(document).map(([key, member]) => [key, maskReferences(member)]),
  )
}

/** Opens every reference at the moment of use. Throws `secret_missing`, naming what it refers to. */
export async function openSecrets(
  document: Json,
  secrets: SealedSecrets,
  ports: Pick<Ports, 'seal' | 'environment' | 'readTextFile'>,
): Promise<Json> {
  if (document === null || typeof document !== 'object') return document
  if (Array.isArray(document)) {
    return Promise.all(document.map((member) => openSecrets(member, secrets, ports)))
  }
  const reference = referenceSchema.safeParse(document)
  if (reference.success) return openOne(reference.data, secrets, ports)
  const members = Object.entries(document).map(
    async ([key, member]) => [key, await openSecrets(member, secrets, ports)] as const,
  )
  return Object.fromEntries(await Promise.all(members))
}

async function openOne(
  reference: z.infer<typeof referenceSchema>,
  secrets: SealedSecrets,
  ports: Pick<Ports, 'seal' | 'environment' | 'readTextFile'>,
): Promise<string> {
  if ('env' in reference) {
    const value = ports.environment(reference.env)
    if (value) return value
    throw missing(`the environment variable ${reference.env} is not set; set it and try again`)
  }
  if ('file' in reference) {
    try {
      return (await ports.readTextFile(reference.file)).trim()
    } catch (cause) {
      throw missing(`the file ${reference.file} cannot be read`, cause)
    }
  }
  const sealed = Object.hasOwn(secrets, reference.sealed) ? secrets[reference.sealed] : undefined
  if (!sealed) throw missing('it is no longer kept; enter it again')
  try {
    return ports.seal.open(sealed.text)
  } catch (cause) {
    throw missing(
      `it was sealed by ${sealed.backend} and cannot be opened now; enter it again`,
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
function isStoredSecret(name: string): boolean {
  return isSecretName(name) && /secret|password/i.test(name)
}
