import { byteCompared, compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { settingsPaths } from '../requests.ts'
import { answerRows } from './answer-rows.ts'
import { accessTokenHasEnded, askedPaths, isAccountFlow, overriddenRealm } from './sent.ts'

/* Why the settings cannot be read or used (elastic-path.md sections 4.1, 5.1 and 9). */

export const settingsRules: readonly Rule[] = [
  {
    id: 'settings-path-stale',
    source: 'Elastic Path failure table, settings',
    confidence: 'likely',
    on: { stages: ['settings'], statuses: [404] },
    find: stalePath,
  },
  {
    id: 'settings-at-older-path',
    source: 'Elastic Path failure table, settings',
    confidence: 'likely',
    on: { stages: ['settings'], checks: ['stale-settings-path'] },
    find: olderPath,
  },
  {
    id: 'settings-not-there',
    source: 'Elastic Path failure table, settings',
    confidence: 'possible',
    on: { stages: ['settings'], statuses: [404] },
    find: noSettings,
  },
  {
    id: 'settings-need-administrator',
    source: 'Elastic Path failure table, settings; permission table',
    confidence: 'likely',
    on: { stages: ['settings'], statuses: [401, 403] },
    find: deniedSettings,
  },
  {
    id: 'realm-not-of-settings',
    source: 'Elastic Path failure table, profiles and token exchange',
    confidence: 'likely',
    on: { stages: ['profiles'], codes: ['no_profiles', 'platform_refused'], checks: ['realm'] },
    find: overridden,
  },
]

const currentPath = (facts: Facts) =>
  isAccountFlow(facts) ? settingsPaths.account : settingsPaths.customer

function stalePath(facts: Facts): Found | null {
  const expected = currentPath(facts)
  const asked = askedPaths(facts)
  const found = asked.at(-1)
  if (found === undefined || asked.includes(expected) || !/authentication-settings/.test(found)) {
    return null
  }
  return {
    title: 'The settings were asked for at a path that is stale.',
    explanation: isAccountFlow(facts)
      ? `${expected} is the documented one. The other was seen to answer in 2021; whether it still does anywhere is not documented.`
      : `The platform's own library moved to ${expected} in 2020. Whether the older one still answers anywhere is not documented.`,
    evidence: [
      ...answerRows(facts),
      byteCompared('Path', { expected, found }, 'request, Authentication settings'),
    ],
    change: {
      where: 'In the request',
      what: `ask ${expected}.`,
      next: 'Then read the settings again.',
    },
  }
}

/** Where the older path was only asked first and answers 404, nothing is left to be changed. */
function olderPath(facts: Facts): Found | null {
  const { customer: expected, customerLegacy: found } = settingsPaths
  const asked = askedPaths(facts)
  if (asked.at(-1) !== found) return null
  return {
    title: 'The settings were read at a path that is stale.',
    explanation: `The platform's own library moved to ${expected} in 2020. ${asked.includes(expected) ? 'It answers 404 here; how long the older one goes on is not documented.' : 'It was not asked, since the older one is first in this flow.'}`,
    evidence: [
      byteCompared('Path', { expected, found }, 'request, Authentication settings'),
      fact('Asked', asked.join(', then '), 'recorded exchanges'),
    ],
    change: asked.includes(expected)
      ? {
          where: 'At the support of the platform',
          what: `ask why the store has no ${expected}.`,
          next: 'Until then the storefront has to ask the older path as well.',
        }
      : {
          where: 'In the storefront',
          what: `ask ${expected}.`,
          next: 'Then run the flow Elastic Path customer, which asks it first.',
        },
  }
}

function noSettings(facts: Facts): Found | null {
  const asked = askedPaths(facts)
  if (!asked.includes(currentPath(facts))) return null
  return {
    title: `The store has no settings at ${currentPath(facts)}.`,
    explanation:
      'Single sign-on may not be there for this store, or a gateway before it passes only some paths. The documents know no other reason for a 404 here.',
    evidence: [
      ...answerRows(facts),
      fact('Asked', asked.join(', then '), 'recorded exchanges'),
      ruledOut('the host, which gave the access token', stageInWords(facts, 'access-token')),
      ...(asked.length > 1
        ? [ruledOut('a stale path: both were asked', 'recorded exchanges')]
        : []),
    ],
    change: {
      where: 'In the connection',
      what: 'check that apiUrl is the documented base URL and no gateway of your own; else ask the support of the platform.',
      next: 'Then read the settings again.',
    },
    setting: 'elasticPath.apiUrl',
  }
}

function deniedSettings(facts: Facts): Found | null {
  if (facts.values.store?.grant !== 'implicit' || accessTokenHasEnded(facts)) return null
  return {
    // With 401 it is more likely the token itself.
    confidence: facts.status === 403 ? 'likely' : 'possible',
    title: 'An implicit token may not read the settings here.',
    explanation:
      'The permission table denies them to an implicit token, though storefronts of the platform itself read them with one. This store keeps to the table.',
    evidence: [
      ...answerRows(facts),
      compared('Grant', { expected: 'client_credentials', found: 'implicit' }, 'connection, grant'),
      ruledOut('an expired access token', stageInWords(facts, 'access-token')),
    ],
    change: {
      where: 'In the connection',
      what: 'set grant to client_credentials, with clientSecret, to find the realm and its client id.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.grant',
  }
}

function overridden(facts: Facts): Found | null {
  const realms = overriddenRealm(facts)
  if (!realms) return null
  return {
    title: 'The connection names another realm than the settings.',
    explanation:
      'Profiles, redirect URIs and codes belong to one realm: that of the settings is the one whose codes the store redeems.',
    evidence: [...answerRows(facts), byteCompared('Realm', realms, 'connection, realm')],
    change: {
      where: 'In the connection',
      what: 'leave realm unset, so that the one of the settings is used.',
      next: 'Then run again from the settings.',
    },
    setting: 'elasticPath.realm',
  }
}
