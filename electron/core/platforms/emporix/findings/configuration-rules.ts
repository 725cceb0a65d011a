import { z } from 'zod'
import { byteCompared, compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { liveEntries } from './known-document.ts'
import { again, tokenExchangePlace, tokenExchangeSetting } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut } from './ruled-out.ts'
import { isTenantRefusal } from './tenant-rules.ts'

/* Which entry of tokenExchange counts, and whether there is one (emporix.md sections 3.1 and 3.4). */

const unknownSchema = z.object({
  requested: z.string().nullable(),
  configured: z.array(z.string()),
})

const onUnknown: Rule['on'] = { stages: ['select-configuration'], codes: ['configuration_unknown'] }

/** What was asked for, what there is, and which of it differs only by case or blanks. */
function unknownConfiguration({ record }: Facts) {
  const parsed = unknownSchema.safeParse(record.failure?.evidence)
  if (!parsed.success) return null
  const { requested, configured } = parsed.data
  const plain = requested?.trim().toLowerCase()
  return { requested, configured, near: configured.find((key) => key.toLowerCase() === plain) }
}

const documentSource = ({ values: { tenant } }: Facts) =>
  tenant?.tokenExchange === 'live' ? 'tokenExchange, read live' : 'tokenExchange of the connection'

export const configurationCase: Rule = {
  id: 'configuration-differs-by-case',
  source: 'Emporix failure catalogue 6',
  confidence: 'likely',
  on: onUnknown,
  find(facts) {
    const found = unknownConfiguration(facts)
    if (!found?.near || found.requested === null) return null
    const { near, requested, configured } = found
    return {
      title: `${requested} is configured as ${near}: the two differ only by case or blanks.`,
      explanation:
        'An unknown configuration is answered with 400. Whether the platform tells upper from lower case is undocumented; that it does is assumed, because its own examples use both.',
      evidence: [
        byteCompared(
          'config',
          { expected: near, found: requested },
          'this run, site configuration',
        ),
        fact('Configured', configured.join(', '), documentSource(facts)),
      ],
      change: {
        where: 'In this run, site configuration',
        what: `ask for ${near} instead of ${requested}, here and in the storefront.`,
        next: 'Then start the run again.',
      },
    }
  },
}

export const configurationUnknown: Rule = {
  id: 'configuration-unknown',
  source: 'Emporix failure catalogue 6',
  confidence: 'certain',
  on: onUnknown,
  find(facts) {
    const found = unknownConfiguration(facts)
    if (!found || found.near !== undefined) return null
    const { requested, configured } = found
    const isLive = facts.values.tenant?.tokenExchange === 'live'
    const name = requested ?? 'default'
    return {
      // A copy may be older than the document of the platform.
      confidence: isLive ? 'certain' : 'likely',
      title: `tokenExchange has no entry ${name}${requested === null ? ', and no other was asked for' : ''}.`,
      explanation:
        requested === null
          ? `Without config the platform takes default, and there is none to take.${isLive ? '' : ' That its document is the copy in this connection is assumed.'}`
          : `The platform answers 400 to a configuration that does not exist; it does not fall back to default.${isLive ? '' : ' That its document is the copy in this connection is assumed.'}`,
      evidence: [
        compared(
          'config',
          {
            expected: configured.join(', ') || 'nothing is configured',
            found: requested ?? 'not sent',
          },
          'this run, site configuration',
        ),
        ruledOut('a spelling: no entry differs only by case or blanks', documentSource(facts)),
      ],
      change: {
        where: tokenExchangePlace(facts),
        what: `add the entry ${name}, or ask for one that is there.`,
        next: 'Then start the run again.',
      },
      setting: tokenExchangeSetting(facts, name) && 'emporix.tokenExchange',
    }
  },
}

export const fallbackRefused: Rule = {
  id: 'configuration-fallback-refused',
  source: 'Emporix API reference, exchangeauthtoken, config',
  confidence: 'certain',
  on: { stages: ['exchange'], statuses: [400], evidence: { family: ['service'] } },
  find(facts) {
    const { siteConfiguration: site, requestedSite } = facts.values
    const answer = platformAnswer(facts)
    if (!answer || site?.siteReason !== 'fallback' || isTenantRefusal(answer.said)) return null
    const requested = requestedSite?.site ?? ''
    return {
      title: `The platform refuses the unknown configuration ${requested}; it does not fall back to ${site.site}.`,
      explanation: `This connection expects the older wording, by which ${site.site} takes the place of an unknown configuration. The API reference says 400, and so does the platform.`,
      evidence: [
        compared('config', { expected: site.site, found: requested }, 'request'),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this connection, unknownConfig',
        what: `set it to reject, and ask for a configuration that exists instead of ${requested}.`,
        next: 'Then start the run again.',
      },
      setting: 'emporix.unknownConfig',
    }
  },
}

export const configurationUnknownThere: Rule = {
  id: 'configuration-unknown-to-platform',
  source: 'Emporix status table 400',
  confidence: 'likely',
  on: { stages: ['exchange'], statuses: [400], evidence: { family: ['service'] } },
  find(facts) {
    const { siteConfiguration: site, requestedSite, tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!answer || !site || !tenant) return null
    if (site.siteReason === 'fallback' || isTenantRefusal(answer.said)) return null
    const sent = requestedSite?.site ?? null
    const isLive = tenant.tokenExchange === 'live'
    return {
      title: `The platform knows no configuration ${sent ?? 'default'}, although tokenExchange ${isLive ? 'has it' : 'of this connection has it'}.`,
      explanation: isLive
        ? 'A 400 is documented for an unknown configuration. The document was read before and has the entry, so that a change has not arrived yet, or that the platform reads another spelling, is assumed.'
        : 'A 400 is documented for an unknown configuration. The copy in this connection has the entry, so that the document of the platform has changed since is assumed.',
      evidence: [
        compared(
          'config',
          { expected: site.site, found: sent ?? 'not sent' },
          stageInWords(facts, 'select-configuration'),
        ),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
        ruledOut('a missing subjectAccessToken: it was sent', 'request'),
      ],
      change: {
        where: `In tenant ${tenant.tenant}, tokenExchange`,
        what: `compare the names of the entries with ${sent ?? 'default'}, letter by letter${isLive ? '' : ', and renew the copy here'}.`,
        next: again(facts),
      },
      setting: isLive ? null : 'emporix.tokenExchange',
    }
  },
}

export const documentMissing: Rule = {
  id: 'token-exchange-document-missing',
  source: 'Emporix token exchange guide, set-up',
  confidence: 'certain',
  on: { stages: ['select-configuration'], codes: ['configuration_invalid'] },
  find(facts) {
    const { tenant } = facts.values
    const live = liveEntries(facts)
    if (!tenant || tenant.tokenExchange !== 'live' || !live || live.has('tokenExchange'))
      return null
    return {
      title: `Tenant ${tenant.tenant} has no tokenExchange document, so no token can be exchanged.`,
      explanation:
        'The Configuration Service answered, and the key is not among what it holds. The guide says that platform support creates it.',
      evidence: [
        compared(
          'key',
          {
            expected: 'tokenExchange',
            found: [...live.keys()].join(', ') || 'none of the keys asked for',
          },
          'Configuration Service, read live',
        ),
        ruledOut('a missing scope: the read was answered with 200', 'response'),
      ],
      change: {
        where: `In tenant ${tenant.tenant}, Configuration Service`,
        what: 'have platform support create tokenExchange; the connection gives the text for it.',
        next: 'Then start the run again.',
      },
    }
  },
}

export const configurationRules: readonly Rule[] = [
  configurationCase,
  configurationUnknown,
  fallbackRefused,
  configurationUnknownThere,
  documentMissing,
]
