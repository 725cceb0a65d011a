import { isStoredSecret } from './config/secrets.ts'
import { hideSecret } from './hide-secret.ts'
import { isObject } from './tokens/compact.ts'

/**
 * Takes every secret that stands in `source` under its name out of any text, however a server or a fault may say it
 * back: redaction goes by names and shapes, and such a sentence has neither. A text that is a JSON document counts.
 */
export function hideSecretsOf(source: unknown): <T>(value: T) => T {
  const hiders = secretsIn(source).map(({ secret, clientId }) => hideSecret(secret, clientId))
  return (value) => hiders.reduce((shown, hide) => hide(shown), value)
}

interface Named {
  secret: string
  /** Of the same object: Basic sends both in one. */
  clientId: string | null
}

/** What is short or a plain word would take words out of every sentence. */
const isTelling = (secret: string) => secret.length >= 8 && !/^[a-z]+$/.test(secret)

function secretsIn(source: unknown): Named[] {
  if (typeof source === 'string') return secretsIn(documentIn(source))
  if (Array.isArray(source)) return source.flatMap(secretsIn)
  if (!isObject(source)) return []
  const id = source['clientId'] ?? source['client_id']
  const clientId = typeof id === 'string' ? id : null
  return Object.entries(source).flatMap(([name, value]) =>
    typeof value === 'string' && isStoredSecret(name)
      ? isTelling(value)
        ? [{ secret: value, clientId }]
        : []
      : secretsIn(value),
  )
}

function documentIn(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return null
  try {
    const document: unknown = JSON.parse(text)
    return document
  } catch {
    // Then it is no document.
    return null
  }
}
