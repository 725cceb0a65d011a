import { compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { slashTrap } from '../introspection-url.ts'
import { chosenLayers } from './known-document.ts'
import { again, tokenExchangePlace, tokenExchangeSetting } from './places.ts'
import { answerRows, isAboutToken, platformAnswer } from './platform-answer.ts'

/* Online validation: what stands between the platform and the introspection endpoint (emporix.md section 3.2). */

const judgedStages = ['validate', 'exchange']

/** The configured introspection with the status that it answered the console; null where it answered well. */
function failedIntrospection(facts: Facts) {
  const check = facts.check('introspection')
  const introspection = facts.values.siteConfiguration?.introspection
  if (!introspection || check?.status !== 'failed' || !isAboutToken(facts)) return null
  const layers = chosenLayers(facts)
  const status = typeof check.found === 'number' ? check.found : null
  return { ...introspection, status, message: check.message, layers }
}

export const introspectionClientRefused: Rule = {
  id: 'introspection-client-refused',
  source: 'Emporix failure catalogue 9, RFC 7662 section 2.3',
  confidence: 'certain',
  on: { stages: judgedStages, checks: ['introspection'] },
  find(facts) {
    const failed = failedIntrospection(facts)
    if (!failed || (failed.status !== 401 && failed.status !== 403)) return null
    const { clientId, status, url, layers } = failed
    const source = layers?.text('client_secret')?.source ?? failed.source
    return {
      confidence: status === 401 ? 'certain' : 'likely',
      title:
        status === 401
          ? `The provider refuses ${clientId} at the introspection: id or secret is wrong.`
          : `The provider does not let ${clientId} introspect tokens.`,
      explanation:
        'The platform introspects with the same client, so it cannot accept any token. How it answers then is undocumented.',
      evidence: [
        compared('Status', { expected: '200', found: String(status) }, url),
        fact('client_id', clientId, layers?.text('client_id')?.source ?? failed.source),
        ruledOut('the subject token: nobody has looked at it', stageInWords(facts, 'validate')),
      ],
      change: {
        where: `${tokenExchangePlace(facts)}, ${source}`,
        what:
          status === 401
            ? `enter the secret that the provider has for ${clientId}.`
            : `enter a client that may introspect, or allow it to ${clientId} at the provider.`,
        next: again(facts),
      },
      setting: tokenExchangeSetting(facts, source),
    }
  },
}

export const introspectionUrlWrong: Rule = {
  id: 'introspection-url-wrong',
  source: 'Emporix token exchange guide, domain and token_introspect_endpoint',
  confidence: 'likely',
  on: { stages: judgedStages, checks: ['introspection'] },
  find(facts) {
    const failed = failedIntrospection(facts)
    if (!failed || failed.status === null) return null
    if ([401, 403].includes(failed.status) || failed.status >= 500) return null
    const known = facts.values.metadata?.['introspection_endpoint']
    return {
      title: `No introspection endpoint answers at ${failed.url}.`,
      explanation:
        'The platform makes this URL of domain and token_introspect_endpoint; that it joins them as this console does is assumed.',
      evidence: [
        compared(
          'URL',
          {
            expected: typeof known === 'string' ? known : 'not announced by the provider',
            found: failed.url,
          },
          'provider metadata against tokenExchange',
        ),
        fact('Status', String(failed.status), 'response'),
      ],
      change: {
        where: `${tokenExchangePlace(facts)}, ${failed.source}`,
        what:
          typeof known === 'string'
            ? `enter the path of ${known}, and its origin as the domain.`
            : 'enter the path of the introspection endpoint of the provider.',
        next: again(facts),
      },
      setting: tokenExchangeSetting(facts, failed.source),
    }
  },
}

export const introspectionUnreachable: Rule = {
  id: 'introspection-unreachable',
  source: 'Emporix failure catalogue 9',
  confidence: 'likely',
  on: { stages: judgedStages, checks: ['introspection'] },
  find(facts) {
    const failed = failedIntrospection(facts)
    if (!failed || (failed.status !== null && failed.status < 500)) return null
    const host = URL.parse(failed.url)?.host ?? failed.url
    const source = failed.layers?.text('domain')?.source ?? failed.source
    return {
      title: `The introspection endpoint at ${host} ${failed.status === null ? 'does not answer' : `fails with ${failed.status}`}.`,
      explanation:
        'It is down, or cannot be reached from here. The platform calls it from addresses that are unpublished, so that it fares alike is assumed.',
      evidence: [
        fact('Introspection', failed.message, failed.url),
        fact('domain', failed.layers?.text('domain')?.value ?? host, source),
      ],
      change: {
        where: `At ${host}`,
        what: 'let the platform reach the introspection endpoint, or pin the keys with jwks instead.',
        next: again(facts),
      },
      setting: tokenExchangeSetting(facts, source),
    }
  },
}

export const introspectionUrlSlash: Rule = {
  id: 'introspection-url-slash',
  source: 'Emporix token exchange guide, domain and token_introspect_endpoint',
  confidence: 'possible',
  on: { stages: ['exchange'], statuses: [400, 401, 403], checks: ['introspection-url'] },
  find(facts) {
    const { verdict, siteConfiguration: site } = facts.values
    const layers = chosenLayers(facts)
    const answer = platformAnswer(facts)
    const [domain, endpoint] = [layers?.text('domain'), layers?.text('token_introspect_endpoint')]
    if (!answer || answer.family === 'gateway' || verdict?.verdict !== 'accepted') return null
    if (!domain || !endpoint || !site?.introspection) return null
    const trap = slashTrap(domain.value, endpoint.value)
    if (trap === null) return null
    return {
      title: `Simply joined, the slash between ${domain.source} and ${endpoint.source} is ${trap}.`,
      explanation:
        'With one slash the provider calls the token active. How the platform joins the two is undocumented; that it does not mend the slash is assumed.',
      evidence: [
        compared(
          'URL',
          { expected: site.introspection.url, found: domain.value + endpoint.value },
          `${domain.source} + ${endpoint.source}`,
        ),
        ...answerRows(answer),
        ruledOut('the subject token: no check of it failed', stageInWords(facts, 'validate')),
      ],
      change: {
        where: `${tokenExchangePlace(facts)}, ${domain.source}`,
        what: 'end domain without a slash and begin token_introspect_endpoint with one.',
        next: again(facts),
      },
      setting: tokenExchangeSetting(facts, domain.source),
    }
  },
}

export const introspectionRules: readonly Rule[] = [
  introspectionClientRefused,
  introspectionUrlWrong,
  introspectionUnreachable,
  introspectionUrlSlash,
]
