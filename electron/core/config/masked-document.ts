import { MASK } from '../../../shared/redact.ts'
import { isObject } from '../tokens/compact.ts'
import { isStoredSecret, maskReferences } from './secrets.ts'

/** The document with a mask for every secret, in clear or referred to; an empty one stays empty. */
export function maskDocument(document: unknown): unknown {
  return maskClear(maskReferences(document), '')
}

function maskClear(value: unknown, name: string): unknown {
  if (typeof value === 'string') return value !== '' && isStoredSecret(name) ? MASK : value
  if (Array.isArray(value)) return value.map((member) => maskClear(member, ''))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, maskClear(member, key)]),
  )
}

/** Whether it holds a mask: then it is for reading and never written anywhere (SS-08). */
export function holdsMask(value: object | null): boolean {
  return JSON.stringify(value).includes(MASK)
}
