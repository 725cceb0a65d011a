import { compared, fact, ruledOut, stageInWords, words } from '../../../findings/evidence.ts'
import type { Rule } from '../../../findings/rule.ts'
import { again } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'

/* Tokens of one tenant and a URL of another (emporix.md section 8, 16). */

const ownChecks = ['tenant-in-scope', 'issued-tenant']

export const tenantMismatch: Rule = {
  id: 'tenant-in-scope-differs',
  source: 'Emporix failure catalogue 16',
  confidence: 'certain',
  on: {
    stages: ['anonymous-session', 'issuance', 'exchange', 'token-exchange'],
    checks: ownChecks,
  },
  find(facts) {
    const { tenant } = facts.values
    if (!tenant) return null
    const own = facts.record.checks.find(
      ({ id, status }) => ownChecks.includes(id) && status === 'failed',
    )
    // At the login an earlier check speaks, but only where the gateway has refused the bearer.
    const check =
      own ??
      (platformAnswer(facts)?.family === 'gateway' ? facts.check('tenant-in-scope') : undefined)
    if (check?.status !== 'failed') return null
    const other = /(?:^| )tenant=(\S+)/.exec(words(check.found))?.[1]
    return {
      confidence: other === undefined ? 'likely' : 'certain',
      title:
        other === undefined
          ? `The scope of the token names no tenant, so it is not known to be of ${tenant.tenant}.`
          : `The token is of tenant ${other}, while the URL names ${tenant.tenant}.`,
      explanation: `The platform ends every scope with the tenant of the client id. ${tenant.storefrontClientId} opens sessions of another one, and its customers and carts are not those of ${tenant.tenant}.`,
      evidence: [
        compared(
          'scope',
          {
            expected: `tenant=${tenant.tenant}`,
            found: other === undefined ? 'no tenant' : `tenant=${other}`,
          },
          stageInWords(facts, own ? facts.record.stageId : 'anonymous-session'),
        ),
        fact('client_id', tenant.storefrontClientId, 'connection, storefrontClientId'),
      ],
      change: {
        where: 'In this connection, storefrontClientId',
        what: `enter the storefront client of tenant ${tenant.tenant}.`,
        next: 'Then start a new run.',
      },
      setting: 'emporix.storefrontClientId',
    }
  },
}

/** The documented sample; no code tells it from an unknown configuration, which is a 400 as well. */
const tenantRefused = /tenant information/i

export const tenantNotValid: Rule = {
  id: 'tenant-not-valid',
  source: 'Emporix status table 400, sample of the error body',
  confidence: 'likely',
  on: {
    stages: ['anonymous-session', 'exchange', 'token-exchange', 'api-access'],
    statuses: [400],
    evidence: { family: ['service'] },
  },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!tenant || !answer || !tenantRefused.test(answer.said)) return null
    return {
      title: `The platform does not take ${tenant.tenant} as the tenant of this request.`,
      explanation:
        'The tenant stands in the path and has to be the one of the token, in lower case. That these words mean this and nothing else is assumed.',
      evidence: [
        fact('tenant', tenant.tenant, 'connection, tenant'),
        ...answerRows(answer),
        ruledOut('an unknown configuration: it would be named', 'response body'),
      ],
      change: {
        where: 'In this connection, tenant',
        what: `enter the tenant as the Developer Portal spells it, where it is not ${tenant.tenant}.`,
        next: again(facts),
      },
      setting: 'emporix.tenant',
    }
  },
}

export const isTenantRefusal = (said: string) => tenantRefused.test(said)

export const tenantRules: readonly Rule[] = [tenantMismatch, tenantNotValid]
