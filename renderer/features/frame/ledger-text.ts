import type { Party } from '../../../shared/exchange.ts'
import type { ContactedHost } from '../../../shared/network-ledger.ts'
import type { RunView } from '../../../shared/run.ts'
import { count, formatSize, formatTime } from '../../ui/format.ts'
import { splitUrl } from '../../ui/http-text.ts'

/* The hosts that were asked, from the run on screen and as text. Pure. */

/** The rule, as the dialog says it. */
export const ledgerRule =
  'No request goes to a host that no configuration names, itself or through a document that it names.'

const partyWords: Record<Party, string> = {
  person: 'person',
  browser: 'browser',
  console: 'console',
  'identity-provider': 'identity provider',
  broker: 'broker',
  platform: 'platform',
}

export const partyWord = (party: Party): string => partyWords[party]

/** The hosts of a run in the form of the ledger. */
export function hostsOfRun(run: RunView): ContactedHost[] {
  const sent = run.stages.flatMap(({ exchanges }) => exchanges).filter(({ incoming }) => !incoming)
  return run.hosts.map(({ host, party, from }) => {
    const own = sent.filter(({ request }) => hostOf(request.url) === host)
    const instants = own.map(({ startedAt }) => startedAt)
    return {
      host,
      party,
      from,
      reasons: fewOf([...new Set(own.map(({ label }) => label))]),
      requests: own.length,
      firstAt: Math.min(...instants),
      lastAt: Math.max(...instants),
      received: own.reduce((sum, { response }) => sum + (response?.size ?? 0), 0),
    }
  })
}

/** As many as the ledger keeps. */
const reasonsKept = 5

const fewOf = (reasons: string[]): string[] =>
  reasons.length > reasonsKept
    ? [...reasons.slice(0, reasonsKept), `${reasons.length - reasonsKept} more`]
    : reasons

const hostOf = (url: string): string => splitUrl(url).origin.replace(/^.*:\/\/(?:.*@)?/, '')

/** `10:41:06` with its day; a host that was named but never answered has none. */
export const lastAtWord = ({ lastAt }: ContactedHost): string =>
  Number.isFinite(lastAt) ? formatTime(lastAt) : 'no answer yet'

/** For a ticket: a line for each host, tabs between its facts. */
export function ledgerText(title: string, hosts: readonly ContactedHost[]): string {
  const lines = hosts.map((one) =>
    [
      one.host,
      partyWord(one.party),
      `named by ${one.from}`,
      one.reasons.join('; '),
      count(one.requests, 'request'),
      formatSize(one.received),
      lastAtWord(one),
    ].join('\t'),
  )
  return [`${title}: ${count(hosts.length, 'host')}`, ...lines].join('\n')
}
