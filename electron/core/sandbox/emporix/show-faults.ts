import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { z } from 'zod'
import type { FaultSwitches } from '../faults/switches.ts'
import { faultAnswers } from './fault-answers.ts'
import { faultChanges, faultDoubles } from './fault-changes.ts'
import { gatewayFault } from './gateway-fault.ts'

type Shows = Pick<FaultSwitches, 'shows'>

/** The same customer once more, under a number that the sandbox gives nobody. */
const again = (customer: Record<string, unknown>) => ({ ...customer, customerNumber: 'C0098' })

/** Bytes; a token never fits, and everything else does. */
const shortUrl = 512

const objectSchema = z.record(z.string(), z.unknown())
const bodySchema = z.union([z.array(objectSchema), objectSchema])

/** Answers instead of the endpoint, or changes what it answers, where a fault is to be shown. */
export function showFaults(faults: Shows) {
  return createMiddleware(async (c, next) => {
    const asked = ({ id, path }: { id: Parameters<Shows['shows']>[0]; path: RegExp }) =>
      path.test(c.req.path) && faults.shows(id)
    if (faults.shows('url-too-long') && c.req.url.length > shortUrl)
      return gatewayFault(c, 'urlTooLong')
    const instead = faultAnswers.find(asked)
    if (instead) return instead.answer(c)
    await next()
    const changes = faultChanges.filter(asked)
    const doubled = faultDoubles.some(asked)
    if (c.res.status === 200 && (changes.length > 0 || doubled))
      await change(c, { changes, doubled })
    return undefined
  })
}

async function change(
  c: Context,
  { changes, doubled }: { changes: readonly (typeof faultChanges)[number][]; doubled: boolean },
): Promise<void> {
  const body = bodySchema.parse(await c.res.json())
  const changed = [body]
    .flat()
    .map((one) => changes.reduce((before, { change }) => change(before), one))
  const answer = !Array.isArray(body)
    ? changed[0]
    : doubled
      ? [...changed, ...changed.map(again)]
      : changed
  c.res = Response.json(answer)
}
