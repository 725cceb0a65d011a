/* What a status most likely means to an administrator (elastic-path.md sections 2, 4 and 8). Pure. */

export function readSentence(what: string, status: number): string {
  switch (status) {
    case 401:
      return `${what}: the store does not take the access token (401); check clientId and clientSecret.`
    case 403:
      return `${what}: the store answers 403; the application key may not read this, or is of another store.`
    case 404:
      return `${what}: it is not there (404); check apiUrl, which belongs to the region, and storeId.`
    case 422:
      return `${what}: the store refuses the request (422); storeId may be that of another store.`
    case 429:
      return `${what}: the store limits its requests (429); wait a moment.`
    default:
      return `${what}: the store answers ${status}.`
  }
}

export function writeSentence(what: string, status: number): string {
  if (status >= 200 && status < 300) return `${what}: the store took it.`
  switch (status) {
    case 400:
    case 422:
      return `${what}: the store refuses the values (${status}).`
    case 401:
      return `${what}: the store does not take the access token (401); plan the change again.`
    case 403:
      return `${what}: the application key may not write this (403).`
    case 404:
      return `${what}: it is not there any more (404).`
    case 409:
      return `${what}: somebody else was faster (409); look at it and plan again.`
    case 429:
      return `${what}: the store limits its requests (429); wait a moment and plan the change again.`
    default:
      return status >= 500
        ? `${what}: the store failed (${status}); read it again to see whether it was written.`
        : `${what}: the store answers ${status}, and wrote nothing.`
  }
}
