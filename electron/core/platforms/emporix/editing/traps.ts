import type { Problem } from '../../../../../shared/connection-form.ts'
import { blankTraps } from '../../text-traps.ts'
import { entryTraps } from './entry-traps.ts'
import { type EditedExchange, readExchange } from './exchange-reading.ts'
import { providerTraps } from './provider-traps.ts'
import { siteTraps } from './site-traps.ts'
import { keySpelling } from './spelling-traps.ts'
import * as source from './sources.ts'
import { ssoTraps } from './sso-traps.ts'
import { tenantTraps } from './tenant-traps.ts'
import { trap } from '../../edited-document.ts'

/** Everything that the schema lets pass and a person should know (F17, emporix.md section 8). */
export function traps(document: unknown, now: number): Problem[] {
  const { problems, exchange } = readExchange(document)
  return unique([
    ...problems,
    ...tenantTraps(document),
    ...providerTraps(document, exchange),
    ...(exchange ? exchangeTraps(document, exchange) : []),
    ...ssoTraps(document, now),
    ...blankTraps(document, passedOver),
  ])
}

function exchangeTraps(document: unknown, exchange: EditedExchange): Problem[] {
  return [
    ...noDefault(exchange),
    ...keySpelling(document, exchange),
    ...entryTraps(document, exchange),
    ...siteTraps(document, exchange),
  ]
}

/** Without `config` the platform takes `default` (emporix.md 3.1). */
function noDefault({ document, root }: EditedExchange): Problem[] {
  if (document.entries.has('default')) return []
  const message =
    document.entries.size === 0
      ? 'The document has no entry: every exchange is refused.'
      : 'There is no default, so an exchange that names no config is refused.'
  return [trap(root, message, source.exchangeAnswer)]
}

/** Keys and certificates have their own traps. */
const passedOver = (path: readonly unknown[]) =>
  path.at(-1) === 'jwks' || path.at(-1) === 'public_key'

/** Sites that share a default have the same trap at the same place. */
function unique(problems: Problem[]): Problem[] {
  return [
    ...new Map(problems.map((one) => [JSON.stringify([one.path, one.message]), one])).values(),
  ]
}
