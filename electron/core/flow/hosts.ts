import type { Run, RunView } from '../../../shared/run.ts'

/** Every host that the run has contacted, once, with who named it: the person's configuration or a document. */
export function hostsOf(run: Run): RunView['hosts'] {
  const configured = hostsIn(run.given)
  const exchanges = [
    ...run.records.flatMap((record) => record.exchanges),
    ...(run.busy?.exchanges ?? []),
  ].filter((exchange) => !exchange.incoming)
  const hosts = new Map<string, RunView['hosts'][number]>()
  for (const { request, party } of exchanges) {
    const { host } = new URL(request.url)
    const from = configured.has(host)
      ? `connection ${run.connectionName}`
      : 'a document that the connection names'
    if (!hosts.has(host)) hosts.set(host, { host, party, from })
  }
  return [...hosts.values()]
}

function hostsIn(value: unknown): Set<string> {
  if (typeof value === 'string') {
    const url = /^https?:/.test(value) ? URL.parse(value) : null
    return new Set(url ? [url.host] : [])
  }
  if (typeof value !== 'object' || value === null) return new Set()
  return new Set(Object.values(value).flatMap((member) => [...hostsIn(member)]))
}
