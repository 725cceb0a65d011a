import type { Exchange } from '../../../shared/exchange.ts'
import type { Run } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import type { Flow } from './stage.ts'
import { issuedOf, tokensIn } from './view.ts'

/* What the person asks of a run beside its picture. Pure. */

export function pendingOf(run: Run): Values['pending'] {
  const pending =
    run.records.findLast(({ gives }) => gives?.pending)?.gives?.pending ?? run.given.pending
  if (pending) return pending
  throw new FlowError('stage_not_ready', 'The authorization request has not been built yet.')
}

/** One member of what the platform issued in clear; the person asked for exactly this one. */
export function issuedMember(flow: Flow, run: Run, member: string): string {
  const issued = issuedOf(flow, run)
  const value = issued && Object.hasOwn(issued, member) ? issued[member] : undefined
  if (typeof value === 'string') return value
  const members = issued ? Object.keys(issued).join(', ') : 'none yet'
  throw new FlowError(
    'input_invalid',
    `The customer token has no member ${member}; it has: ${members}.`,
  )
}

/** A token that a stage brought, in clear: to be judged, never to be handed out. */
export function tokenOf(flow: Flow, run: Run, stageId: string, name: string): string {
  const tokens = tokensIn(flow, run, stageId)
  const token = tokens.find(([other]) => other === name)?.[1]
  if (token !== undefined) return token
  const known = tokens.map(([other]) => other).join(', ') || 'none'
  throw new FlowError(
    'input_invalid',
    `The stage ${stageId} brought no token ${name}; it brought: ${known}.`,
  )
}

export function exchangeOf(run: Run, exchangeId: string): Exchange {
  const exchanges = [...run.records, ...(run.busy ? [run.busy] : [])].flatMap(
    (record) => record.exchanges,
  )
  const exchange = exchanges.find(({ id }) => id === exchangeId)
  if (exchange) return exchange
  throw new FlowError(
    'exchange_unknown',
    'This run has no such exchange any more; its stage ran again or was gone back to.',
  )
}
