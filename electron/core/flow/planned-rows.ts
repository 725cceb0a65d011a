import type { Party } from '../../../shared/exchange.ts'
import type { PlannedMessage, Purpose } from './stage.ts'

/* How stages write down their rows of the sequence diagram. */

/** A request of the console, with its answer. */
export const sent = ({ label, party }: Purpose, title = label): PlannedMessage => ({
  from: 'console',
  to: party,
  title,
  kind: 'request',
  label,
})

/** What the console does by itself. */
export const local = (title: string): PlannedMessage => ({
  from: 'console',
  to: 'console',
  title,
  kind: 'local',
})

/** What happens out of the console's sight. */
export const unseen = (
  from: Party,
  to: Party,
  { title, kind = 'request' }: { title: string; kind?: PlannedMessage['kind'] },
): PlannedMessage => ({ from, to, title, kind, seen: false })

export const openBrowser: PlannedMessage = {
  from: 'console',
  to: 'browser',
  title: 'Open the browser',
  kind: 'request',
}

/** Its exchange is an incoming one, whatever its label. */
export const callback: PlannedMessage = {
  from: 'browser',
  to: 'console',
  title: 'Callback',
  kind: 'request',
  label: 'Callback',
}

/** Of two chained sign-ins the first or the second. */
export const onHop = (hop: 1 | 2, ...rows: PlannedMessage[]): PlannedMessage[] =>
  rows.map((row) => ({ ...row, hop }))
