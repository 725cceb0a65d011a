import { compared, fact, ruledOut } from '../../../findings/evidence.ts'
import type { Rule } from '../../../findings/rule.ts'
import { answerRows, missingScopes, platformAnswer } from './platform-answer.ts'

/* The service client, with which the console reads the tenant (emporix.md section 5.2). */

export const serviceClientRefused: Rule = {
  id: 'service-client-refused',
  source: 'Emporix OAuth Service, Invalid ApiKey',
  confidence: 'likely',
  on: { stages: ['select-configuration'], codes: ['platform_refused'], statuses: [401] },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!answer || !tenant?.serviceClient || facts.answer?.label !== 'Service token') return null
    const { clientId } = tenant.serviceClient
    const isStorefront = clientId === tenant.storefrontClientId
    return {
      confidence: isStorefront ? 'certain' : 'likely',
      title: isStorefront
        ? `${clientId} is the storefront client; the service token needs a service client.`
        : `The platform takes the id or the secret of the service client ${clientId} for wrong.`,
      explanation: isStorefront
        ? 'A storefront client has no secret that the platform would take for a service token.'
        : 'Only the console reads with this client; customers do not need it. That the same answer is given for a wrong id, a wrong secret and a revoked key is assumed.',
      evidence: [
        fact('client_id', clientId, 'connection, serviceClient.clientId'),
        ...answerRows(answer),
        ...(isStorefront
          ? []
          : [ruledOut('the storefront client: it is another one', 'connection')]),
      ],
      change: {
        where: 'In this connection, serviceClient',
        what: `enter id and secret of an API key of tenant ${tenant.tenant} from the Developer Portal.`,
        next: 'Then run the stage again.',
      },
      setting: 'emporix.serviceClient',
    }
  },
}

export const configurationNotReadable: Rule = {
  id: 'configuration-scope-missing',
  source: 'Emporix Configuration Service, scopes',
  confidence: 'certain',
  on: { stages: ['select-configuration'], codes: ['platform_refused'], statuses: [403] },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!tenant?.serviceClient || !answer) return null
    const missing = missingScopes(answer)
    const wanted = missing.join(' ') || 'configuration.configuration_view'
    return {
      confidence: missing.length > 0 ? 'certain' : 'likely',
      title: `The service client ${tenant.serviceClient.clientId} lacks ${wanted}.`,
      explanation:
        'A scope that an API key does not have is left out of its token without a word, and the scopes of a custom key are fixed when it is made.',
      evidence: [
        compared('scope', { expected: wanted, found: 'not granted' }, 'connection, serviceClient'),
        ...answerRows(answer),
        ruledOut('id and secret: the service token was issued', 'response of the OAuth Service'),
      ],
      change: {
        where: `In the Developer Portal of tenant ${tenant.tenant}`,
        what: `make an API key with ${wanted} and enter it as serviceClient.`,
        next: 'Then run the stage again.',
      },
      setting: 'emporix.serviceClient',
    }
  },
}

export const serviceClientRules: readonly Rule[] = [serviceClientRefused, configurationNotReadable]
