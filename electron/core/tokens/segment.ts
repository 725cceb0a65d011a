import { type Json, readJson } from './read-json.ts'

/** One segment of a token, read as far as it can be. */
export interface ReadSegment {
  /** Null when it is not base64 or not JSON. */
  value: Json
  readable: boolean
  /** What a strict reader would refuse. */
  faults: string[]
  /** What is odd but allowed. */
  oddities: string[]
}

/** Reads the header or the payload; `part` names it in sentences. */
export function readSegment(part: 'header' | 'payload', segment: string): ReadSegment {
  const decoded = decodeLeniently(segment)
  if (decoded === null)
    return {
      value: null,
      readable: false,
      faults: [`The ${part} is not base64url (RFC 7515 section 2).`],
      oddities: [],
    }
  const faults = decoded.faults.map((fault) => `The ${part} ${fault}.`)
  const text = utf8(decoded.bytes)
  if (text.faulty) faults.push(`The ${part} is not valid UTF-8; what is broken is shown as \uFFFD.`)
  const reading = readJson(text.text)
  if ('problem' in reading)
    return {
      value: null,
      readable: false,
      faults: [...faults, `The ${part} ${reading.problem}.`],
      oddities: [],
    }
  const oddities = reading.oddities.map((oddity) => `The ${part} ${oddity}.`)
  return { value: reading.value, readable: true, faults, oddities }
}

/** Base64 in both alphabets, with padding or without; what is not base64url is a fault. */
function decodeLeniently(segment: string): { bytes: Buffer; faults: string[] } | null {
  const [, body = '', padding = ''] = /^([\w+/-]+)(={0,2})$/.exec(segment) ?? []
  if (body === '' || body.length % 4 === 1) return null
  const faults: string[] = []
  if (padding !== '') faults.push('is padded with =, which base64url in tokens is not')
  if (/[+/]/.test(body)) faults.push('uses the alphabet of standard base64 (+ and /)')
  const bytes = Buffer.from(body, 'base64url')
  const plain = body.replaceAll('+', '-').replaceAll('/', '_')
  if (bytes.toString('base64url') !== plain) faults.push('has stray bits in its last character')
  return { bytes, faults }
}

function utf8(bytes: Buffer): { text: string; faulty: boolean } {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { text: decoder.decode(bytes), faulty: false }
  } catch {
    // Not UTF-8: shown with replacement characters instead.
    return { text: bytes.toString('utf8'), faulty: true }
  }
}
