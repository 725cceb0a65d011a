import { byteCompared, compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { readJson } from '../../send-json.ts'
import { readProfiles } from '../oidc-profiles.ts'
import { answerRows } from './answer-rows.ts'
import { askedPaths, isAccountFlow, overriddenRealm } from './sent.ts'

/* Why no profile can be chosen (elastic-path.md sections 4.2 and 9). */

export const profileRules: readonly Rule[] = [
  {
    id: 'realm-unknown',
    source: 'Elastic Path failure table, profiles',
    confidence: 'likely',
    on: { stages: ['profiles'], statuses: [404] },
    find: unknownRealm,
  },
  {
    id: 'realm-without-profile',
    source: 'Elastic Path failure table, profiles',
    confidence: 'likely',
    on: { stages: ['profiles'], codes: ['no_profiles'] },
    find: (facts) => (overriddenRealm(facts) ? null : emptyRealm(facts)),
  },
  {
    id: 'profiles-in-other-realm',
    source: 'Elastic Path failure table, profiles',
    confidence: 'possible',
    on: { stages: ['profiles'], codes: ['no_profiles'] },
    find: (facts) => (overriddenRealm(facts) ? null : otherRealm(facts)),
  },
  {
    id: 'profiles-of-other-store',
    source: 'Elastic Path failure table, profiles',
    confidence: 'possible',
    on: { stages: ['profiles'], codes: ['no_profiles'] },
    find: (facts) => (facts.values.store?.storeId === null ? otherStore(facts) : null),
  },
  {
    id: 'profile-not-in-realm',
    source: 'Elastic Path, OpenID Connect profiles',
    confidence: 'certain',
    on: { stages: ['profiles'], codes: ['choice_unknown'] },
    find: unknownProfile,
  },
]

function unknownRealm(facts: Facts): Found | null {
  const path = askedPaths(facts).at(-1) ?? ''
  if (overriddenRealm(facts)) return null
  const { realm, store } = facts.values
  const isOldName = path.includes('openid-connect-profiles')
  return {
    title: isOldName
      ? 'The profiles were asked for under a name that the API does not have.'
      : 'The store does not have the realm that its settings name.',
    explanation: isOldName
      ? 'They are oidc-profiles; the name openid-connect-profiles is an error of an older library.'
      : 'Settings and profiles were read as two different stores: with a key for several of them, each look-up may reach another one.',
    evidence: [
      ...answerRows(facts),
      fact('Realm', realm?.realmId ?? 'unknown', stageInWords(facts, 'settings')),
      fact('Path', path, 'request, OIDC profiles'),
      fact('Store', store?.storeId ?? 'not named', 'connection, storeId'),
    ],
    change: {
      where: 'In the connection',
      what: isOldName
        ? 'take back the change of the request.'
        : 'set storeId to the store that is meant.',
      next: 'Then run again from the settings.',
    },
    setting: isOldName ? null : 'elasticPath.storeId',
  }
}

const realmNames = (facts: Facts) =>
  isAccountFlow(facts)
    ? {
        own: 'Account Management Realm',
        other: 'Buyer Organization',
        flow: 'Elastic Path customer',
      }
    : {
        own: 'Buyer Organization',
        other: 'Account Management Realm',
        flow: 'Elastic Path account member',
      }

function emptyRealm(facts: Facts): Found {
  const { own } = realmNames(facts)
  return {
    title: `No identity provider is set up in the realm ${own}.`,
    explanation:
      'A realm knows providers as OIDC profiles, and this one has none, so nobody can sign in through it.',
    evidence: [
      compared(
        'Profiles',
        { expected: 'at least one', found: 'data: []' },
        stageInWords(facts, 'profiles'),
      ),
      fact('Realm', facts.values.realm?.realmId ?? 'unknown', stageInWords(facts, 'settings')),
      ruledOut('an unknown realm, which is answered 404', 'status 200'),
    ],
    change: {
      where: `In Commerce Manager, Authentication Management, ${own}`,
      what: 'add a provider with name, discovery URL, client id and client secret.',
      next: 'Then read the profiles again.',
    },
  }
}

function otherRealm(facts: Facts): Found {
  const { own, other, flow } = realmNames(facts)
  return {
    title: `The profiles are perhaps in the realm ${other} instead of ${own}.`,
    explanation:
      'Customers and account members have a realm each; a provider that was set up in the one does not serve the other.',
    evidence: [
      fact(
        'Realm',
        `${facts.values.realm?.realmId ?? 'unknown'}, ${own}`,
        stageInWords(facts, 'settings'),
      ),
      fact(
        'Client id of the realm',
        facts.values.realm?.clientId ?? 'unknown',
        stageInWords(facts, 'settings'),
      ),
    ],
    change: {
      where: 'In this console',
      what: `choose the flow ${flow} if that is who signs in; else set the provider up in ${own} as well.`,
      next: 'Then run again.',
    },
  }
}

function otherStore(facts: Facts): Found {
  return {
    title: 'The key is perhaps one for several stores, and another store was read.',
    explanation:
      'One integrator reports that such look-ups reach the wrong store without an error, unless the request names it.',
    evidence: [
      compared(
        'X-MOLTIN-AUTH-STORE',
        { expected: 'the id of the store', found: 'not sent' },
        'connection, storeId',
      ),
      fact(
        'Store of the settings',
        facts.values.realm?.storeId ?? 'not named',
        stageInWords(facts, 'settings'),
      ),
    ],
    change: {
      where: 'In the connection',
      what: 'set storeId to the store that is meant.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.storeId',
  }
}

function unknownProfile(facts: Facts): Found {
  const wanted = facts.values.store?.profile ?? ''
  const known = facts.record.exchanges.flatMap(
    ({ response }) => readProfiles(readJson(response?.body ?? ''))?.profiles ?? [],
  )
  const alike = known.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.name
  return {
    title: 'The connection names a profile that the realm does not have.',
    explanation:
      alike === undefined
        ? 'It was renamed or deleted, or is in the other realm.'
        : 'One of that name differs in upper and lower case alone, which counts.',
    evidence: [
      alike === undefined
        ? fact('Profile', wanted, 'connection, profile')
        : byteCompared('Profile', { expected: alike, found: wanted }, 'connection, profile'),
      fact(
        'Profiles of the realm',
        known.map(({ name }) => name).join(', '),
        stageInWords(facts, 'profiles'),
      ),
    ],
    change: {
      where: 'In the connection',
      what: `set profile to ${alike ?? 'one of these'}, or leave it unset to be asked.`,
      next: 'Then read the profiles again.',
    },
    setting: 'elasticPath.profile',
  }
}
