import { compared, fact, ruledOut, stageInWords, words } from '../../../findings/evidence.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { nameInState } from '../sso-configuration.ts'
import { again, ssoSetting } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut } from './ruled-out.ts'

/* The platform's document on the provider: which one is taken, and what is wrong in it (emporix.md 2.2, 2.3). */

const login = { stages: ['token-exchange'], codes: ['social_login_refused'] } as const

const names = ({ values: { sso } }: Facts) =>
  sso?.configurations.map(({ name }) => name).join(', ') ?? ''

export const stateSelectsDefault: Rule = {
  id: 'state-selects-default',
  source: 'Emporix failure catalogue 3',
  confidence: 'likely',
  on: { ...login, statuses: [400, 401], checks: ['sso-configuration'] },
  find(facts) {
    const { chosenSso, pending, sso } = facts.values
    const answer = platformAnswer(facts)
    if (!chosenSso || !pending || !sso || answer?.family === 'gateway') return null
    if (chosenSso.reason !== 'fallback') return null
    const name = nameInState(pending.state)
    return {
      title:
        name === null
          ? `state names no configuration, so the platform takes its default: ${chosenSso.name}.`
          : `state names ${name}, which is not configured, so the platform takes its default: ${chosenSso.name}.`,
      explanation:
        'The platform reads the part of state before -- and falls back without a word. Which configuration is its default is undocumented; that it is the first one is assumed.',
      evidence: [
        compared(
          'state',
          {
            expected: `{name}--{random}, the name being one of: ${names(facts)}`,
            found: name === null ? 'no name before --' : `${name}--{random}`,
          },
          stageInWords(facts, 'initiation'),
        ),
        compared(
          'client_id',
          {
            expected: 'that of the configuration that was meant',
            found: `${chosenSso.clientId}, of ${chosenSso.name}`,
          },
          'connection, sso',
        ),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this connection, sso.configName',
        what: `enter one of ${names(facts)}, to the letter, and let the storefront put it into state.`,
        next: again(facts),
      },
      setting: 'emporix.sso.configName',
    }
  },
}

export const stateNotSent: Rule = {
  id: 'state-not-sent-on',
  source: 'Emporix failure catalogue 3',
  confidence: 'likely',
  on: { ...login, statuses: [400, 401] },
  find(facts) {
    const { chosenSso, sso } = facts.values
    const answer = platformAnswer(facts)
    if (!chosenSso || !sso || answer?.family === 'gateway') return null
    if (chosenSso.reason !== 'not-sent' || sso.configName === chosenSso.name) return null
    return {
      title: `state is not handed over, so the platform cannot know that ${sso.configName || 'another configuration'} is meant.`,
      explanation: `Without state it takes its default, ${chosenSso.name}, as assumed. The API reference does not list the parameter, the Keycloak guide sends it.`,
      evidence: [
        compared(
          'Configuration',
          { expected: sso.configName || 'none', found: chosenSso.name },
          'connection, sso.configName',
        ),
        fact('state', 'not sent', 'connection, sso.sendState'),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this connection, sso.sendState',
        what: 'send state on, and let the storefront do the same.',
        next: again(facts),
      },
      setting: 'emporix.sso.sendState',
    }
  },
}

export const certificateUnusable: Rule = {
  id: 'sso-public-key-not-certificate',
  source: 'Emporix Keycloak guide, public_key',
  confidence: 'certain',
  on: { stages: ['initiation', 'token-exchange'], checks: ['certificate'] },
  find(facts) {
    const check = facts.check('certificate')
    const { sso, chosenSso } = facts.values
    // A certificate that is merely out of its time warns; what the platform makes of that is undocumented.
    if (check?.status !== 'failed' || !sso) return null
    const name = chosenSso?.name ?? /configuration (.+)$/.exec(check.source)?.[1] ?? ''
    const index = sso.configurations.findIndex((one) => one.name === name)
    return {
      title: `public_key of configuration ${name} is no certificate.`,
      explanation: `${check.message} The platform asks for the signing certificate, on one line, with \\n for its line ends.`,
      evidence: [
        compared(
          'public_key',
          { expected: 'BEGIN CERTIFICATE ... END CERTIFICATE', found: words(check.found) },
          check.source,
        ),
        ruledOut('its dates: what cannot be read has none', 'public_key'),
      ],
      change: {
        where: `At the platform, configuration ${name}`,
        what: 'have public_key replaced by the signing certificate of the provider.',
        next: 'Then sign in again.',
      },
      setting: index === -1 ? null : `emporix.sso.configurations[${index}].public_key`,
    }
  },
}

export const emailNotAskedFor: Rule = {
  id: 'sso-email-not-asked-for',
  source: 'Emporix failure catalogue 10',
  confidence: 'likely',
  on: { ...login, statuses: [400, 401, 403, 404], evidence: { family: ['service'] } },
  find(facts) {
    const { tenant, pending } = facts.values
    const asked = URL.parse(pending?.authorizationUrl ?? '')?.searchParams
    const scope = asked?.get('scope') ?? ''
    const answer = platformAnswer(facts)
    if (!tenant || !answer || tenant.ssoCustomerIdentifierField === 'SUBJECT') return null
    if (scope.split(' ').includes('email')) return null
    return {
      title: `The sign-in does not ask for email, by which tenant ${tenant.tenant} identifies customers.`,
      explanation:
        'The platform reads who signs in from the tokens that the provider issues for this scope. That its setting for token exchange holds here too, and that a missing e-mail is refused, is assumed.',
      evidence: [
        compared('scope', { expected: 'email', found: scope }, stageInWords(facts, 'initiation')),
        fact(
          'ssoCustomerIdentifierField',
          tenant.ssoCustomerIdentifierField ?? 'EMAIL',
          tenant.ssoCustomerIdentifierField ? 'connection' : 'platform default',
        ),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this connection, scope',
        what: 'add email, and let the storefront do the same.',
        next: again(facts),
      },
      setting: 'identityProvider.scope',
    }
  },
}

export const ssoClientRefused: Rule = {
  id: 'sso-client-refused',
  source: 'Emporix Customer Service API, socialLogin 401',
  confidence: 'possible',
  on: { ...login, statuses: [401], evidence: { family: ['service'] } },
  find(facts) {
    const { chosenSso } = facts.values
    const answer = platformAnswer(facts)
    if (!chosenSso || !answer) return null
    return {
      title: `The provider does not take client ${chosenSso.clientId} as the platform presents it.`,
      explanation:
        'The service answered, not the gateway. The cause is documented nowhere: client_secret of the configuration is wrong, or the token of the provider was not accepted; both are assumed.',
      evidence: [
        fact('client_id', chosenSso.clientId, `configuration ${chosenSso.name}`),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: `At the platform, configuration ${chosenSso.name}`,
        what: `have client_secret compared with that of client ${chosenSso.clientId} at the provider.`,
        next: again(facts),
      },
      setting: ssoSetting(facts, 'client_secret'),
    }
  },
}

export const ssoConfigurationRules: readonly Rule[] = [
  certificateUnusable,
  stateSelectsDefault,
  stateNotSent,
  emailNotAskedFor,
  ssoClientRefused,
]
