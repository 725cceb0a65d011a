import { useMemo } from 'react'
import type { Exchange } from '../../../shared/exchange.ts'
import { useChosen } from '../connections/connections-context.tsx'
import { useLiveState } from './live-context.tsx'
import type { LiveState } from './live-state.ts'

/** Whom the live side of a connection has asked. Pure. */
export function hostsAsked(state: LiveState, connectionId: string, from: string) {
  const opened = Object.entries(state.opened).filter(
    ([key]) => (JSON.parse(key) as unknown[])[0] === connectionId,
  )
  const keys = state.keys[connectionId]
  const exchanges: Exchange[] = [
    ...opened.flatMap(([, one]) => one.state.exchanges),
    ...[keys?.comparison, keys?.sets.provider].flatMap((one) => one?.exchanges ?? []),
  ]
  const hosts = new Map(
    exchanges.flatMap(({ request, party }) => {
      const host = URL.parse(request.url)?.host
      return host === undefined ? [] : [[host, { host, party, from }] as const]
    }),
  )
  return [...hosts.values()]
}

/** Of the connection on screen. */
export function useLiveHosts() {
  const chosen = useChosen()
  const state = useLiveState((state) => state)
  return useMemo(
    () => (chosen ? hostsAsked(state, chosen.id, `the connection ${chosen.name}`) : undefined),
    [state, chosen],
  )
}
