import { span } from '../../times.ts'
import { fact, failureText, stageInWords } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { inConnection, runAgain } from './places.ts'

/* No answer at all. What the system said tells the reasons apart; see core/http/network-failure.ts. */

const dns = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']
const noRoute = ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']
const brokenOff = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']
const certificate =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|INVALID_PURPOSE|ERR_TLS_CERT)/
const handshake = /^(?:ERR_TLS|ERR_SSL|EPROTO)/

interface Words {
  title: (host: string) => string
  explanation: string
  what: (host: string) => string
  /** Whether the address in the connection is what to look at. */
  isAddress: boolean
}

function networkRule(
  id: string,
  source: string,
  fits: (system: string) => boolean,
  text: Words,
): Rule {
  return {
    id,
    source,
    confidence: 'certain',
    on: { codes: ['host_unreachable'] },
    find(facts) {
      const system = failureText(facts, 'system')
      return system !== null && fits(system) ? found(facts, text, system) : null
    },
  }
}

function found(facts: Facts, text: Words, system: string): Found {
  const host = failureText(facts, 'host') ?? 'the host'
  const hostname = host.replace(/:\d+$/, '')
  const asked = facts.answer?.request.url
  return {
    title: text.title(host),
    explanation: text.explanation,
    evidence: [
      fact('Host', host, facts.answer?.label ?? stageInWords(facts)),
      fact('Reason', system, 'operating system'),
    ],
    change: {
      where: text.isAddress ? inConnection : `At ${hostname}`,
      what: text.what(host),
      next: runAgain,
    },
    setting: text.isAddress && isOfProvider(facts, asked) ? 'identityProvider.issuer' : null,
  }
}

/** Whether the provider's own address was asked, as the connection gives it. */
function isOfProvider({ values }: Facts, url: string | undefined): boolean {
  const issuer = URL.parse(values.provider?.issuer ?? '')
  return issuer !== null && URL.parse(url ?? '')?.host === issuer.host
}

export const networkRules: readonly Rule[] = [
  networkRule('host-not-in-dns', 'RFC 1034', (system) => dns.includes(system), {
    title: (host) => `No address is known for ${host}.`,
    explanation: 'The name is spelled wrong, or this network does not know it, as without its VPN.',
    what: (host) => `check the spelling of ${host}, then the network of this machine.`,
    isAddress: true,
  }),
  networkRule('connection-refused', 'RFC 9293', (system) => system === 'ECONNREFUSED', {
    title: (host) => `Nobody listens at ${host}.`,
    explanation: 'The machine is there and refuses the connection: no server runs on this port.',
    what: (host) => `start the server at ${host}, or correct the port.`,
    isAddress: true,
  }),
  networkRule('no-route', 'RFC 1812', (system) => noRoute.includes(system), {
    title: (host) => `There is no way to ${host} from this network.`,
    explanation: 'The address is known, but no route leads there.',
    what: (host) => `let this machine reach ${host}, over its VPN or another network.`,
    isAddress: false,
  }),
  networkRule('certificate-refused', 'RFC 5280', (system) => certificate.test(system), {
    title: (host) => `The certificate of ${host} is not trusted.`,
    explanation:
      'It has expired, is of another name, or its chain does not lead to an authority that this machine trusts.',
    what: (host) => `install a certificate for ${host} with its whole chain.`,
    isAddress: false,
  }),
  networkRule(
    'tls-handshake-failed',
    'RFC 8446',
    (system) => handshake.test(system) && !certificate.test(system),
    {
      title: (host) => `No TLS connection to ${host} comes about.`,
      explanation: 'The other side speaks no TLS on this port, or none that this machine knows.',
      what: (host) => `check whether ${host} is to be asked with http or https, and the port.`,
      isAddress: true,
    },
  ),
  networkRule(
    'connection-broken-off',
    'RFC 9110 section 7.5',
    (system) => brokenOff.includes(system),
    {
      title: (host) => `The connection to ${host} was broken off.`,
      explanation: 'The server, or something in between, closed it before there was an answer.',
      what: (host) => `look into the log of ${host} and of the proxies before it.`,
      isAddress: false,
    },
  ),
  {
    id: 'no-answer-in-time',
    source: 'RFC 9110 section 15.6.5',
    confidence: 'likely',
    on: { codes: ['request_timeout'] },
    find(facts) {
      const { answer } = facts
      if (!answer || answer.response) return null
      const { host } = new URL(answer.request.url)
      const seconds = (answer.timing.connect + answer.timing.wait + answer.timing.receive) / 1000
      return {
        title: `No answer came from ${host} in time.`,
        explanation: 'It took the request, or lost it. What it did with a code is unknown then.',
        evidence: [
          fact('Waited', span(seconds), answer.label),
          fact(
            'Request',
            `${answer.request.method} ${pathOf(answer.request.url)}`,
            stageInWords(facts),
          ),
        ],
        change: {
          where: `At ${host}`,
          what: 'find out why it does not answer: its load, or what it waits for itself.',
          next: 'Then sign in again, with a fresh code.',
        },
      }
    },
  },
]

const pathOf = (url: string) => URL.parse(url)?.pathname ?? url
