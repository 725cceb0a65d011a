import { randomBytes } from 'node:crypto'
import type { DoctorRoute } from '../../../shared/doctor.ts'
import type { Redirect } from '../../../shared/redirect.ts'
import { toFailure } from '../failure.ts'
import { type CallbackListener, listenForCallback } from '../http/callback-listener.ts'
import { isBoundHere } from '../http/loopback-sockets.ts'
import type { Clock } from '../ports.ts'
import { askOurselves } from './self-request.ts'

type Found = Pick<DoctorRoute, 'status' | 'message' | 'fix'>
type Address = '127.0.0.1' | '::1'

const addressesOf: Readonly<Record<Redirect['host'], readonly Address[]>> = {
  '127.0.0.1': ['127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  '[::1]': ['::1'],
}

/** The redirect URI of a listener in words: a free port is not known before. */
export function listenerUri({ host, port, path }: Pick<Redirect, 'host' | 'port' | 'path'>) {
  return `http://${host}:${port === 0 ? 'free port' : port}${path}`
}

/** Opens the very listener that a sign-in would open, and calls it at each of its addresses as a browser would. */
export async function tryListener(
  { host, port, path }: Pick<Redirect, 'host' | 'port' | 'path'>,
  clock: Clock,
): Promise<Found> {
  const addresses = addressesOf[host]
  // A run that waits holds its port itself: the way is tried beside it, at a free one.
  const isOurs = port !== 0 && addresses.some((address) => isBoundHere(address, port))
  const state = randomBytes(16).toString('base64url')
  let listener: CallbackListener
  try {
    listener = await listenForCallback({
      host,
      port: isOurs ? 0 : port,
      path,
      state,
      clock,
      // What other programs send to it meanwhile is no finding.
      onRefused: () => undefined,
    })
  } catch (thrown) {
    const [sentence = '', fix = ''] = toFailure(thrown).message.split('; ')
    return { status: 'failed', message: `${sentence}.`, fix: upperFirst(fix) }
  }
  try {
    const results = await Promise.all(
      addresses.map((address) => callAt(address, listener, state, clock)),
    )
    return { ...judge(host, results), ...(isOurs && heldByRun(port)) }
  } finally {
    await listener.close()
  }
}

interface Called {
  address: Address
  problem: string | null
}

async function callAt(
  address: Address,
  { redirectUri }: CallbackListener,
  state: string,
  clock: Clock,
): Promise<Called> {
  const url = new URL(redirectUri)
  // Node's URL leaves out nothing here: a free port is never 80.
  const to = { address, host: url.hostname, port: Number(url.port || 80) }
  try {
    const status = await askOurselves(
      { ...to, path: `${url.pathname}?code=doctor&state=${state}` },
      clock,
    )
    // The second address of one listener hears that the callback was taken: it answered all the same.
    const answered = status === 200 || status === 409
    return { address, problem: answered ? null : `it answered ${status}` }
  } catch (thrown) {
    return { address, problem: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

function judge(host: Redirect['host'], results: readonly Called[]): Found {
  const away = results.filter(({ problem }) => problem !== null)
  if (away.length === 0) {
    const both = results.length > 1 ? ', on 127.0.0.1 and on ::1' : ''
    return { status: 'passed', message: `The listener opened and answered${both}.`, fix: '' }
  }
  const what = away.map(({ address, problem }) => `${address} (${problem})`).join(' and ')
  if (away.length < results.length) {
    return {
      status: 'warning',
      message: `The listener does not answer on ${what}; a browser that takes localhost for that address tries the other one afterwards, at most.`,
      fix: 'Set redirect.host to 127.0.0.1 where the provider allows it.',
    }
  }
  return {
    status: 'failed',
    message: `The listener opened, but a request did not arrive at ${what}.`,
    fix:
      host === '[::1]'
        ? 'Set redirect.host to 127.0.0.1, or let the firewall pass this program on loopback.'
        : 'Let the firewall or the security software pass this program on loopback, or paste the callback.',
  }
}

const heldByRun = (port: number) => ({
  message: `A run of this console listens on port ${port} now; beside it, the way works.`,
})

const upperFirst = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
