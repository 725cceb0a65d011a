import { FlowError } from '../failure.ts'

const dns = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'])
const noRoute = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])
const tooSlow = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'])
const brokenOff = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'])
/** Names that OpenSSL and Node give to certificates and handshakes they refuse. */
const tls =
  /^(?:ERR_TLS|ERR_SSL|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|EPROTO)/

/**
 * Why `fetch` got no complete answer from `host` (with port), as `host_unreachable` or `request_timeout` with
 * the code of the system as evidence. fetch itself only says "fetch failed" and hides the reason in `cause`.
 */
export function networkFailure(error: unknown, host: string): FlowError {
  const { code, name, message } = rootOf(error)
  const evidence = { host, ...(code && { system: code }) }
  if (tooSlow.has(code)) {
    return new FlowError(
      'request_timeout',
      `${host} did not accept a connection in time; is the address right, or a firewall between?`,
      evidence,
      error,
    )
  }
  const because = dns.has(code)
    ? `${host} was not found in DNS; check the spelling and the network.`
    : code === 'ECONNREFUSED'
      ? `${host} refused the connection; does the server run, and on this port?`
      : noRoute.has(code)
        ? `there is no network route to ${host}; check the network.`
        : tls.test(code)
          ? `the TLS connection to ${host} failed (${code}); check its certificate.`
          : brokenOff.has(code)
            ? `${host} broke off the connection before the answer was complete.`
            : name === 'HTTPParserError'
              ? `${host} did not answer with HTTP.`
              : message === 'bad port'
                ? `fetch never connects to the port of ${host}; set another one.`
                : `${host} gave no usable answer (${code || message}).`
  return new FlowError('host_unreachable', upperFirst(because), evidence, error)
}

const upperFirst = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)

/** The innermost error with a code. Happy eyeballs (RFC 8305) wrap one error per address. */
function rootOf(error: unknown): { code: string; name: string; message: string } {
  let found = { code: '', name: '', message: 'no reason given' }
  for (let at = error; at instanceof Error; at = innerOf(at)) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : found.code
    found = { code, name: at.name, message: at.message || found.message }
  }
  return found
}

const innerOf = (error: Error): unknown =>
  error instanceof AggregateError ? error.errors[0] : error.cause
