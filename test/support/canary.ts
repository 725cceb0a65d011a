import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Whether one of the secrets stands in what is searched, however it was spelled on its way there. */
export function canaries(secrets: readonly string[]) {
  const spelled = secrets.flatMap((secret) => spellings(secret).map((bytes) => ({ secret, bytes })))
  const foundIn = (bytes: Buffer) => [
    ...new Set(spelled.filter((one) => bytes.includes(one.bytes)).map(({ secret }) => secret)),
  ]
  return {
    inText: (text: string) => foundIn(Buffer.from(text)),
    /** Files of a folder and those below, each with what was found in it. */
    inFolder: (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .flatMap((file) => foundIn(readIfThere(file)).map((secret) => `${file}: ${secret}`)),
  }
}

/** As it is, as URLs, forms and JSON spell it, in hexadecimal, base64 and UTF-16. */
function spellings(secret: string): Buffer[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const texts = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),
  ]
  const utf16 = Buffer.from(secret, 'utf16le')
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(utf16, swapped(utf16))
}

/** What of its base64 does not depend on its neighbours, when it begins `offset` bytes after a group of three. */
function base64Within(bytes: Buffer, offset: number): string[] {
  const begin = offset === 0 ? 0 : 3 - offset
  const whole = bytes.subarray(begin, begin + Math.floor((bytes.length - begin) / 3) * 3)
  return [whole.toString('base64'), whole.toString('base64url')]
}

const swapped = (utf16: Buffer) => Buffer.from(utf16).swap16()

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    // A browser's own files come and go.
    return Buffer.alloc(0)
  }
}
