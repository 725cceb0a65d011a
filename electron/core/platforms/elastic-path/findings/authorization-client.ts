import { byteCompared, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { brokerRows } from './answer-rows.ts'
import { refusedRequest, sent } from './authorization-request.ts'
import { overriddenRealm, refusedField } from './sent.ts'

/* Why the broker does not know the client or the profile that is sent (elastic-path.md sections 6 and 9). */

export const authorizationClientRules: readonly Rule[] = [
  {
    id: 'client-id-of-application-key',
    source: 'Elastic Path failure table, authorize',
    confidence: 'certain',
    on: refusedRequest,
    find: (facts) => clientFound(facts, facts.values.store?.clientId, applicationKey),
  },
  {
    id: 'client-id-of-provider',
    source: 'Elastic Path failure table, authorize',
    confidence: 'certain',
    on: refusedRequest,
    find: (facts) => clientFound(facts, facts.values.oidcProfile?.clientId, providersClient),
  },
  {
    id: 'client-id-not-of-realm',
    source: 'Elastic Path, authorization endpoint',
    confidence: 'likely',
    on: refusedRequest,
    find: otherClient,
  },
  {
    id: 'profile-unknown-to-broker',
    source: 'Elastic Path, authorization endpoint',
    confidence: 'likely',
    on: refusedRequest,
    find: unknownProfile,
  },
]

function clientRow(facts: Facts, found: string) {
  const expected = facts.values.realm?.clientId ?? ''
  return byteCompared('client_id', { expected, found }, 'settings, data.meta.client_id')
}

/** The client that was sent is another one that the run knows. */
function clientFound(
  facts: Facts,
  known: string | undefined,
  texts: Pick<Found, 'title' | 'explanation'>,
): Found | null {
  const found = sent(facts, 'client_id')
  const { realm } = facts.values
  if (refusedField(facts) !== 'client_id' || found === null || found !== known) return null
  if (found === realm?.clientId) return null
  return {
    ...texts,
    evidence: [...brokerRows(facts), clientRow(facts, found)],
    change: {
      where: 'In the connection, parameters',
      what: `remove client_id, so that ${realm?.clientId ?? 'the one of the settings'} is sent.`,
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.parameters',
  }
}

const applicationKey = {
  title: 'The authorization request carries the application key of the API as client_id.',
  explanation:
    'That key gets access tokens. The client of the sign-in is a name that the realm has, and the settings say it in meta.client_id.',
}

const providersClient = {
  title: 'The authorization request carries the client of the identity provider as client_id.',
  explanation:
    'That client belongs to hop 2, in which the broker signs in at the provider. In hop 1 it is the name that the settings say in meta.client_id.',
}

function otherClient(facts: Facts): Found | null {
  const found = sent(facts, 'client_id')
  const { realm, store, oidcProfile } = facts.values
  if (refusedField(facts) !== 'client_id' || found === null || !realm) return null
  const isOther = found !== realm.clientId
  if (isOther && (found === store?.clientId || found === oidcProfile?.clientId)) return null
  const realms = overriddenRealm(facts)
  return {
    confidence: isOther || realms ? 'likely' : 'possible',
    title: isOther
      ? 'client_id is not the one that the settings name for this realm.'
      : 'The broker does not know the client id of the settings in this realm.',
    explanation: isOther
      ? 'Each realm knows one client by a fixed name, and any other is refused without a redirect.'
      : 'The client is the one that the settings name, so the realm or the store of the link is another one.',
    evidence: [
      ...brokerRows(facts),
      clientRow(facts, found),
      ...(realms ? [byteCompared('Realm', realms, 'connection, realm')] : []),
    ],
    change: {
      where: 'In the connection',
      what: isOther
        ? `remove client_id from parameters, so that ${realm.clientId} is sent.`
        : realms
          ? 'leave realm unset, so that realm and client id come from the same settings.'
          : 'set storeId to the store that is meant.',
      next: isOther ? 'Then sign in again.' : 'Then run again from the settings.',
    },
    setting: isOther
      ? 'elasticPath.parameters'
      : realms
        ? 'elasticPath.realm'
        : 'elasticPath.storeId',
  }
}

const profileParameter = 'elasticpath_commerce_cloud_profile_id'

function unknownProfile(facts: Facts): Found | null {
  const found = sent(facts, profileParameter)
  const expected = facts.values.oidcProfile?.id
  if (refusedField(facts) !== profileParameter || expected === undefined) return null
  const isOther = found !== expected
  return {
    title: isOther
      ? 'The authorization request names another profile than the chosen one.'
      : 'The profile was deleted since it was read.',
    explanation:
      'The broker looks the profile up in the realm of the link, and finds none. Assumed: which error it answers then is undocumented.',
    evidence: [
      ...brokerRows(facts),
      byteCompared(
        profileParameter,
        { expected, found: found ?? 'not sent' },
        stageInWords(facts, 'profiles'),
      ),
    ],
    change: {
      where: isOther ? 'In the connection' : 'In this run',
      what: isOther
        ? `remove ${profileParameter} from parameters.`
        : 'read the profiles again and choose one.',
      next: 'Then sign in again.',
    },
    setting: isOther ? 'elasticPath.parameters' : null,
  }
}
