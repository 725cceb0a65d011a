import type { Run, StageRecord } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'
import type { Facts } from './rule.ts'

/** What the rules look at, from the records of a run; the one to explain is the last. */
export function factsOf(
  flow: { id: string; stages: readonly { id: string; title: string }[] },
  records: readonly StageRecord[],
  values: Partial<Values>,
  spent: Run['spent'] = [],
): Facts {
  const record = records.at(-1)
  if (!record) throw new Error('There is no stage to find causes for')
  const answer = record.exchanges.at(-1) ?? null
  const checks = records.flatMap((one) => one.checks)
  const exchanges = records.flatMap((one) => one.exchanges)
  return {
    flowId: flow.id,
    record,
    records,
    values: { ...values, ...record.gives },
    spent,
    stages: Object.fromEntries(
      flow.stages.map(({ id, title }, index) => [id, { number: index + 1, title }]),
    ),
    answer,
    status: answer?.response?.status ?? null,
    check: (id) => checks.findLast((check) => check.id === id),
    exchange: (label) => exchanges.findLast((exchange) => exchange.label === label),
  }
}
