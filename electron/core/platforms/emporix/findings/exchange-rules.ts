import { compared, stageInWords } from '../../../findings/evidence.ts'
import type { Rule } from '../../../findings/rule.ts'
import { chosenLayers } from './known-document.ts'
import { again, tokenExchangePlace, tokenExchangeSetting } from './places.ts'
import { answerRows, missingScopes, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut, tokenRuledOut } from './ruled-out.ts'

/* The exchange as a whole: its 403, and a verdict that is another than the predicted one (section 7). */

export const exchangeForbidden: Rule = {
  id: 'exchange-forbidden',
  source: 'Emporix status table 403',
  confidence: 'possible',
  on: { stages: ['exchange'], statuses: [403] },
  find(facts) {
    const { siteConfiguration: site, tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!answer || !site || !tenant) return null
    const scopes = missingScopes(answer)
    const layers = chosenLayers(facts)
    const lacks = layers !== null && layers.text('storefront_client_id') === null
    const storefront = `${site.site}.storefront_client_id`
    return {
      confidence: scopes.length > 0 ? 'likely' : 'possible',
      title:
        scopes.length > 0
          ? `The platform misses ${scopes.join(', ')} for the exchange.`
          : lacks
            ? `${site.site} may lack the storefront client that the platform logs the customer in with.`
            : 'The platform forbids the exchange and does not say why.',
      explanation:
        'A 403 is declared for this call and explained nowhere. One page calls storefront_client_id and its secret required, another one optional; that they are the cause is assumed.',
      evidence: [
        ...answerRows(answer),
        ...(layers === null
          ? []
          : [
              compared(
                'storefront_client_id',
                { expected: 'set', found: lacks ? 'unset' : 'set' },
                storefront,
              ),
            ]),
        ...tokenRuledOut(facts),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: lacks ? tokenExchangePlace(facts) : `With the support of the platform`,
        what: lacks
          ? `set storefront_client_id and storefront_client_secret of ${site.site}.`
          : `ask what tenant ${tenant.tenant} lacks for exchangeauthtoken, with the time of this request.`,
        next: again(facts),
      },
      setting: lacks ? tokenExchangeSetting(facts, storefront) : null,
    }
  },
}

/** Before a service has judged: what is answered then is no verdict on the token. */
const noVerdict = [414, 429, 500, 502, 503, 504]

export const predictionDiffers: Rule = {
  id: 'prediction-differs',
  source: 'Emporix token exchange guide, validation sequence',
  confidence: 'possible',
  on: { stages: ['exchange'], checks: ['agreement'] },
  find(facts) {
    const { verdict, siteConfiguration: site, tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!answer || !verdict || !site || !tenant || verdict.platformStatus === null) return null
    if (answer.family === 'gateway' || noVerdict.includes(answer.status)) return null
    const isCopy = tenant.tokenExchange !== 'live'
    return {
      confidence: isCopy ? 'likely' : 'possible',
      title: `The platform answers ${answer.status} where ${verdict.platformStatus} was predicted for ${site.site}.`,
      explanation: isCopy
        ? 'The prediction goes by the copy of tokenExchange in this connection. That the platform judges by another document is assumed; its own rules may differ as well where they are undocumented.'
        : 'The prediction goes by the document that the platform holds. That it judges by a rule which is undocumented is assumed.',
      evidence: [
        compared(
          'Status',
          {
            expected: `${verdict.platformStatus}, ${verdict.platformStatusEvidence}`,
            found: String(answer.status),
          },
          `${stageInWords(facts, 'validate')} against the response`,
        ),
        compared(
          'tokenExchange',
          { expected: 'read live', found: isCopy ? 'a copy in the connection' : 'read live' },
          'connection, tokenExchange',
        ),
        ...answerRows(answer).slice(1),
        ...anonymousRuledOut(facts),
      ],
      change: isCopy
        ? {
            where: 'In this connection, tokenExchange',
            what: 'read it live, or renew the copy from the Configuration Service.',
            next: 'Then start the run again and compare the two once more.',
          }
        : {
            where: 'In the ladder of this run',
            what: `look at the checks of ${site.site} that were skipped or warned.`,
            next: 'Then tell the support of the platform what it answers and what its guide says.',
          },
      setting: isCopy ? 'emporix.tokenExchange' : null,
    }
  },
}

export const exchangeRules: readonly Rule[] = [exchangeForbidden, predictionDiffers]
