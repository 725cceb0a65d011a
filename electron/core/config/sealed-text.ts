import { FlowError } from '../failure.ts'

/*
 * A sealed secret as text, the same for every host: version of the format, what held the key, then what only that
 * can read. The backend stands in clear, so that a text of another one is told apart from a damaged one (SS-04).
 */

const version = 'v1'
const sealedText = /^v1\.(?<backend>[a-z0-9_-]+)\.(?<data>[A-Za-z0-9+/]+={0,2})$/

export const writeSealed = (backend: string, data: Buffer): string =>
  `${version}.${backend}.${data.toString('base64')}`

/** Throws `secret_missing` for what no host has written. */
export function readSealed(sealed: string): { backend: string; data: Buffer } {
  const { backend = '', data = '' } = sealedText.exec(sealed)?.groups ?? {}
  if (backend === '') throw enterAgain('is damaged')
  return { backend, data: Buffer.from(data, 'base64') }
}

/** `why` goes on from `A secret`. */
export const enterAgain = (why: string): FlowError =>
  new FlowError('secret_missing', `A secret ${why} and needs to be entered again.`)
