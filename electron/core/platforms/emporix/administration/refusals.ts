import type { Scopes } from '../../../../../shared/administration.ts'
import type { Answer } from '../answers.ts'
import { manageScope, viewScope } from './session.ts'

/* What a status of the Configuration Service most likely means (emporix.md sections 6 and 7). Pure. */

export function readSentence(status: number, scopes: Scopes | null): string {
  switch (status) {
    case 200:
      return 'The Configuration Service answers 200 without the property that was asked for.'
    case 401:
      return 'The gateway does not take the service token (401); check apiUrl and the tenant.'
    case 403:
      return `The Configuration Service refuses to be read (403): the service client needs ${viewScope} and was granted ${scopes?.granted.join(', ') || 'nothing that it tells'}.`
    default:
      return `The Configuration Service answers ${status}; check apiUrl and the tenant.`
  }
}

export function writeMessage(key: string, { status, said }: Answer): string {
  const sentence = writeSentence(key, status)
  return said ? `${sentence} It says: ${said}.` : sentence
}

function writeSentence(key: string, status: number): string {
  if (status >= 200 && status < 300) return `The Configuration Service took ${key}.`
  switch (status) {
    case 400:
      return `The Configuration Service refuses ${key} (400): its value is not what the platform takes, or the property is read-only, restricted or gone.`
    case 401:
      return 'The gateway does not take the service token (401); plan the change again.'
    case 403:
      return `The service client may not write ${key} (403): its API key lacks ${manageScope}.`
    case 404:
      return `${key} is not there any more (404).`
    case 409:
      return `${key} was changed by somebody else since it was read (409); look at it and plan again.`
    case 429:
      return 'The platform limits its requests (429); wait a moment and plan the change again.'
    default:
      return status >= 500
        ? `The Configuration Service failed (${status}); read ${key} again to see whether it was written.`
        : `The Configuration Service answers ${status}, and wrote nothing.`
  }
}
