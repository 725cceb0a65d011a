import { isLoopbackUrl } from '../../http/loopback-host.ts'

const timeoutMs = 10_000
/** Bytes of a body: a discovery document has some ten thousand. */
const largestBody = 200_000

/** Fetches from an identity provider: https or this machine, no redirects, ten seconds, and not without end. */
export async function upstreamFetch(url: string, init: RequestInit = {}): Promise<Response> {
  if (URL.parse(url)?.protocol !== 'https:' && !isLoopbackUrl(url))
    throw new TypeError(`${url} is neither https nor on this machine`)
  const signal = AbortSignal.timeout(timeoutMs)
  const response = await fetch(url, { ...init, redirect: 'manual', signal })
  const body = await readAtMost(response, largestBody)
  const { status, headers } = response
  // A response without a body must not get an empty one (204, 304).
  return new Response(body.length > 0 ? body : null, { status, headers })
}

async function readAtMost(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limit) throw new TypeError(`${response.url} answers more than ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
