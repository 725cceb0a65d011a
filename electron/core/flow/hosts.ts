import type { Party } from '../../../shared/exchange.ts'
import type { Run } from '../../../shared/run.ts'

/** Adds a host that is about to be contacted, with who named it: the person's configuration or a document. */
export function withHost(run: Run, host: string, party: Party): Run {
  if (run.hosts.some((known) => known.host === host)) return run
  const configured = hostsIn([run.given, Object.values(run.edits).map(Object.values)])
  const from = configured.has(host)
    ? `connection ${run.connectionName}`
    : 'a document that the connection names'
  return { ...run, hosts: [...run.hosts, { host, party, from }] }
}

function hostsIn(value: unknown): Set<string> {
  if (typeof value === 'string') {
    const url = /^https?:/.test(value) ? URL.parse(value) : null
    return new Set(url ? [url.host] : [])
  }
  if (typeof value !== 'object' || value === null) return new Set()
  return new Set(Object.values(value).flatMap((member) => [...hostsIn(member)]))
}
