import { benchConnections } from './connections.ts'
import { benchInspect } from './inspect.ts'
import { benchManyExchanges } from './many-exchanges.ts'
import { benchValidate } from './validate.ts'

/*
 * `npm run bench`, or `npm run bench -- --quick` for smaller counts. Nothing here is a test: the figures are those
 * of this machine at this moment, and contenders run in turns, so that both meet the same moments.
 */

const quick = process.argv.includes('--quick')
benchInspect()
benchConnections(quick)
await benchManyExchanges(quick)
await benchValidate(quick)
