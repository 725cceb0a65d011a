import { byteCompared } from '../../../findings/evidence.ts'
import type { Rule } from '../../../findings/rule.ts'
import { tokenUrlOf } from '../sso-configuration.ts'
import { again, ssoSetting } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut } from './ruled-out.ts'

/* Where the platform redeems the code: the URL that it makes of domain and token_endpoint (emporix.md 2.2). */

const login = { stages: ['token-exchange'], codes: ['social_login_refused'] } as const

export const tokenUrlDiffers: Rule = {
  id: 'sso-token-url-differs',
  source: 'Emporix Keycloak guide, domain and token_endpoint',
  confidence: 'likely',
  on: { ...login, checks: ['token-url'] },
  find(facts) {
    const { chosenSso, metadata } = facts.values
    const answer = platformAnswer(facts)
    if (!chosenSso || !metadata || !answer || answer.family === 'gateway') return null
    const composed = tokenUrlOf(chosenSso) ?? 'no URL'
    const realm = /\/realms\/[^/]+/.exec(metadata.token_endpoint)?.[0]
    const noRealm = realm !== undefined && !composed.includes('/realms/')
    return {
      title: noRealm
        ? `Configuration ${chosenSso.name} leaves out ${realm} of the token endpoint.`
        : `domain and token_endpoint of ${chosenSso.name} do not make the token endpoint of the provider.`,
      explanation:
        'The platform sends the code to the URL that it makes of the two. That it joins them as https://, domain, slash and token_endpoint is assumed.',
      evidence: [
        byteCompared(
          'Token endpoint',
          { expected: metadata.token_endpoint, found: composed },
          `provider metadata against configuration ${chosenSso.name}`,
        ),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: `At the platform, configuration ${chosenSso.name}`,
        what: `have domain and token_endpoint set so that they make ${metadata.token_endpoint}.`,
        next: again(facts),
      },
      setting: ssoSetting(facts, 'token_endpoint'),
    }
  },
}

export const tokenUrlSlashes: Rule = {
  id: 'sso-token-url-slashes',
  source: 'Emporix Keycloak guide, domain and token_endpoint',
  confidence: 'possible',
  on: login,
  find(facts) {
    const { chosenSso } = facts.values
    const answer = platformAnswer(facts)
    if (!chosenSso || !answer || answer.family === 'gateway') return null
    const { domain, tokenEndpoint, name } = chosenSso
    const trailing = domain.endsWith('/')
    const leading = tokenEndpoint.startsWith('/')
    if (!trailing && !leading) return null
    const scheme = /^https?:\/\//i.test(domain) ? '' : 'https://'
    return {
      title: `Simply joined, the token endpoint of ${name} has a doubled slash.`,
      explanation:
        'The documented example has no slash at either end. That the platform puts one between them and removes none is assumed.',
      evidence: [
        byteCompared(
          'Token endpoint',
          {
            expected: tokenUrlOf(chosenSso) ?? 'no URL',
            found: `${scheme}${domain}/${tokenEndpoint}`,
          },
          `configuration ${name}, domain + token_endpoint`,
        ),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: `At the platform, configuration ${name}`,
        what: leading
          ? 'have the slash at the beginning of token_endpoint removed.'
          : 'have the slash at the end of domain removed.',
        next: again(facts),
      },
      setting: ssoSetting(facts, leading ? 'token_endpoint' : 'domain'),
    }
  },
}

export const ssoTokenUrlRules: readonly Rule[] = [tokenUrlDiffers, tokenUrlSlashes]
