import { z } from 'zod'
import { compared, fact, ruledOut, stageInWords, words } from '../../../findings/evidence.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { readCompact } from '../../../tokens/compact.ts'
import { readJson } from '../../send-json.ts'
import { tokenExchangePlace, tokenExchangeSetting } from './places.ts'
import { isAboutToken } from './platform-answer.ts'

/* Pinned keys: there is no jwks_uri, so each rotation at the provider has to be followed by hand (section 3.2). */

const judgedStages = ['validate', 'exchange']
const keySetSchema = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string().optional() })) })

/** `kid` of the subject token's header, or null. */
function keyOfToken({ values: { subjectToken } }: Facts): string | null {
  const reading = readCompact(subjectToken?.token ?? '')
  const kid = 'problem' in reading ? undefined : reading.jws.header['kid']
  return typeof kid === 'string' ? kid : null
}

/** Key ids that the provider publishes now, as far as this run has read its key set. */
function publishedKeys(facts: Facts): string[] | null {
  const response = facts.exchange('Key set')?.response
  const set = keySetSchema.safeParse(readJson(response?.body ?? ''))
  return set.success ? set.data.keys.flatMap(({ kid }) => kid ?? []) : null
}

export const pinnedKeysRotated: Rule = {
  id: 'pinned-keys-rotated',
  source: 'Emporix failure catalogue 8',
  confidence: 'certain',
  on: { stages: judgedStages, checks: ['key', 'signature'] },
  find(facts) {
    const jwks = facts.values.siteConfiguration?.jwks
    const kid = keyOfToken(facts)
    const published = publishedKeys(facts)
    if (!isAboutToken(facts) || !jwks || kid === null || !published?.includes(kid)) return null
    const pinned = jwks.value.keys.map((key) =>
      typeof key['kid'] === 'string' ? key['kid'] : 'without kid',
    )
    if (pinned.includes(kid)) return null
    return {
      title: `The provider signs with key ${kid}, which ${jwks.source} does not pin.`,
      explanation:
        'The provider has rotated its keys since the document was written. The platform checks offline with the keys in the document alone and never fetches new ones.',
      evidence: [
        compared(
          'kid',
          { expected: pinned.join(', '), found: kid },
          `subject token against ${jwks.source}`,
        ),
        fact('Published', published.join(', '), stageInWords(facts, 'redeem-code')),
        ruledOut('a forged token: the provider itself publishes its key', 'key set'),
      ],
      change: {
        where: `${tokenExchangePlace(facts)}, ${jwks.source}`,
        what: 'insert the key set that the provider publishes now.',
        next: 'Then sign in again, and once more after each rotation.',
      },
      setting: tokenExchangeSetting(facts, jwks.source),
    }
  },
}

const keyChecks = ['key', 'signature', 'algorithm', 'format']

export const keysBesideIntrospection: Rule = {
  id: 'keys-beside-introspection',
  source: 'Emporix failure catalogue 8',
  confidence: 'likely',
  on: { stages: ['select-configuration', ...judgedStages], checks: ['both-modes', ...keyChecks] },
  find(facts) {
    const jwks = facts.values.siteConfiguration?.jwks
    const both = facts.check('both-modes')
    if (!isAboutToken(facts) || !jwks || both?.status !== 'warning') return null
    // Where it is configured it warns by itself; later it matters only to a token that the keys refuse.
    const isAboutKeys =
      facts.record.status === 'passed' ||
      keyChecks.some((id) => facts.check(id)?.status === 'failed')
    if (!isAboutKeys) return null
    const beside = words(both.found)
    return {
      title: `${jwks.source} decides for offline validation, although introspection is configured too.`,
      explanation:
        'As soon as jwks is there the platform introspects nothing: old keys refuse good tokens, and revoked tokens stay good. That it was left behind by mistake is assumed.',
      evidence: [
        compared('Mode', { expected: 'one of the two', found: 'offline' }, jwks.source),
        fact('Not used', beside, 'tokenExchange'),
      ],
      change: {
        where: tokenExchangePlace(facts),
        what: `remove ${jwks.source}, so that ${beside} ${beside.includes(',') ? 'are' : 'is'} used.`,
        next: 'Then sign in again.',
      },
      setting: tokenExchangeSetting(facts, jwks.source),
    }
  },
}

/** Claims that OpenID Connect puts into ID tokens and nobody puts into access tokens. */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash']

export const idTokenHandedOn: Rule = {
  id: 'id-token-as-subject-token',
  source: 'Emporix failure catalogue 5',
  confidence: 'likely',
  on: { stages: judgedStages, checks: ['active', 'audience', 'authorized-party'] },
  find(facts) {
    const { subjectToken, client, siteConfiguration: site } = facts.values
    const reading = readCompact(subjectToken?.token ?? '')
    if (!isAboutToken(facts) || !subjectToken || !site || 'problem' in reading) return null
    const { claims } = reading.jws
    const marks = idTokenClaims.filter((name) => Object.hasOwn(claims, name))
    if (subjectToken.kind !== 'id_token' && marks.length === 0) return null
    const audience = [claims['aud'] ?? []].flat().filter((one) => typeof one === 'string')
    // OpenID Connect Core section 2: the audience of an ID token is the client.
    const isForClient =
      subjectToken.kind === 'id_token' && client !== undefined && audience.includes(client.clientId)
    const expected = site.audience?.value.some((one) => audience.includes(one))
      ? undefined
      : site.audience?.value
    return {
      confidence: isForClient && expected !== undefined ? 'certain' : 'likely',
      title: `An ID token is handed over; ${site.site} wants the access token.`,
      explanation:
        'An ID token is meant for the client that signed the person in. Its aud is that client, and that a provider introspects it as inactive is assumed.',
      evidence: [
        compared(
          'aud',
          {
            expected: site.audience?.value.join(' or ') ?? 'unset',
            found: audience.join(', ') || 'missing',
          },
          site.audience ? `ID token against ${site.audience.source}` : 'ID token',
        ),
        ...(marks.length > 0 ? [fact('Claims of an ID token', marks.join(', '), 'payload')] : []),
        fact('Handed over', subjectToken.kind.replace('_', ' '), 'connection, subjectToken'),
      ],
      change: {
        where: 'In this connection, subjectToken',
        what: 'hand over the access_token; let the storefront do the same.',
        next: 'Then sign in again.',
      },
      setting: subjectToken.kind === 'id_token' ? 'emporix.subjectToken' : null,
    }
  },
}

export const keyRules: readonly Rule[] = [
  pinnedKeysRotated,
  idTokenHandedOn,
  keysBesideIntrospection,
]
