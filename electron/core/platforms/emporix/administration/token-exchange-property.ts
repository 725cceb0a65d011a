import { maskJson } from '../../../../../shared/redact.ts'
import type { EmporixSettings } from '../../../../../shared/platforms/emporix.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import type { Json } from '../../../tokens/read-json.ts'
import { traps } from '../editing/traps.ts'
import { parseTokenExchange, siteKeys } from '../token-exchange-config.ts'
import type { Property } from './configuration-resource.ts'

/** How the connection reads the document, for what is odd about it. */
export interface ReadingSettings {
  siteEntry: EmporixSettings['siteEntry']
  issuer: string
}

export function tokenExchangeProperty(settings: ReadingSettings): Property {
  return {
    key: 'tokenExchange',
    explanation:
      'Which tokens of a provider the platform takes: a default and the sites that differ from it. Officially the support of the platform writes it; that a tenant may do so is undocumented.',
    template: {
      default: {
        domain: 'https://idp.example.com',
        token_introspect_endpoint: '/introspect',
        client_id: '',
        client_secret: '',
        token_client_id: '',
        audience: '',
        issuer: 'https://idp.example.com',
      },
    },
    problem,
    warnings(value, former) {
      if (value === null)
        return ['Without tokenExchange the platform exchanges no token: nobody signs in that way.']
      const known = former === null ? new Set<string>() : new Set(oddities(former, settings))
      return [
        ...removedSites(value, former),
        ...oddities(value, settings).filter((oddity) => !known.has(oddity)),
      ]
    },
  }
}

function problem(value: Json): string | null {
  if (!isObject(value)) return 'must be an object'
  if (Object.hasOwn(value, 'tokenExchange') || ['key', 'value'].every((name) => name in value))
    return 'must be the value alone, without what the Configuration Service puts around it'
  try {
    parseTokenExchange(value)
    return null
  } catch (thrown) {
    if (!(thrown instanceof FlowError)) throw thrown
    return `cannot be read: ${thrown.message.replace(/\.$/, '')}`
  }
}

/** Unknown names are refused with 400 (emporix.md 3.1). */
function removedSites(value: Json, former: Json | null): string[] {
  if (former === null || problem(former) !== null) return []
  const sites = siteKeys(parseTokenExchange(value))
  const removed = siteKeys(parseTokenExchange(former)).filter((site) => !sites.includes(site))
  return removed.map(
    (site) =>
      `${site} is removed: an exchange with config=${site} is refused with 400 from then on.`,
  )
}

/** So many at most: nobody reads more before a confirmation. */
const mostOddities = 20

/** What the schema lets pass and a person should know; no secret gets this far. */
function oddities(value: Json, { siteEntry, issuer }: ReadingSettings): string[] {
  const here = ['emporix', 'tokenExchange']
  const document = {
    identityProvider: { issuer },
    emporix: { siteEntry, tokenExchange: maskJson(value) },
  }
  return traps(document, 0)
    .filter(({ path }) => here.every((name, i) => path[i] === name))
    .map(({ message }) => message)
    .slice(0, mostOddities)
}
