import { z } from 'zod'
import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import { settingsPaths } from './requests.ts'

/* The two settings that name a realm (elastic-path.md sections 4.1 and 5.1). Pure. */

export const relationshipKeys = ['authentication-realm', 'authentication_realm'] as const
export type RelationshipKey = (typeof relationshipKeys)[number]

const relation = z.looseObject({ data: z.looseObject({ id: z.string().min(1) }) })

const answerSchema = z.looseObject({
  data: z.looseObject({
    id: z.string().nullish().catch(null),
    meta: z.looseObject({ client_id: z.string().min(1) }),
    relationships: z.looseObject({
      'authentication-realm': relation.optional().catch(undefined),
      authentication_realm: relation.optional().catch(undefined),
    }),
    account_management_authentication_token_timeout_secs: z.number().nullish().catch(null),
    auto_create_account_for_account_members: z.boolean().nullish().catch(null),
    account_member_self_management: z.string().nullish().catch(null),
  }),
})

export interface RealmReading {
  realm: Values['realm']
  /** How the relationship was spelled. */
  key: RelationshipKey
}

/** The client id and the realm, whichever way the relationship is spelled; else the path that is missing. */
export function readRealm(
  body: unknown,
  asked: { path: string; key: RelationshipKey },
): RealmReading | { missing: string } {
  const parsed = answerSchema.safeParse(body)
  if (!parsed.success) return { missing: parsed.error.issues[0]?.path.join('.') || 'data' }
  const { data } = parsed.data
  const keys = [asked.key, ...relationshipKeys]
  const key = keys.find((name) => data.relationships[name] !== undefined)
  const realmId = key && data.relationships[key]?.data.id
  if (key === undefined || realmId === undefined) {
    return { missing: `data.relationships.${asked.key}.data.id` }
  }
  return {
    key,
    realm: {
      clientId: data.meta.client_id,
      realmId,
      storeId: data.id ?? null,
      settingsPath: asked.path,
      account:
        asked.path === settingsPaths.account
          ? {
              tokenTimeoutSeconds:
                data.account_management_authentication_token_timeout_secs ?? null,
              autoCreateAccount: data.auto_create_account_for_account_members ?? null,
              selfManagement: data.account_member_self_management ?? null,
            }
          : null,
    },
  }
}

export function realmChecks(
  { realm, key }: RealmReading,
  expected: RelationshipKey,
  store: Values['store'],
): Check[] {
  return [
    check('client-a', 'Client id of the realm', 'passed', {
      found: realm.clientId,
      source: 'settings, data.meta.client_id',
      message: `${realm.clientId} is the client_id of the authorization request. It is neither the application key nor the client of the identity provider.`,
    }),
    check('relationship-key', 'Relationship', key === expected ? 'passed' : 'warning', {
      expected,
      found: key,
      source: 'Elastic Path, single sign-on guide',
      message:
        key === expected
          ? `The realm is found under ${key}, as documented for these settings.`
          : `The realm is found under ${key}; documented for these settings is ${expected}, so a storefront that reads only that one finds nothing.`,
    }),
    ...(store.realm === null ? [] : [realmCheck(realm, store.realm)]),
    storeCheck(realm, store.storeId),
    ...(realm.account ? accountChecks(realm.account) : []),
  ]
}

/** The platform redeems codes of its own realm alone, so another one is taken, and warned of. */
function realmCheck({ realmId: found }: Values['realm'], expected: string): Check {
  const same = found === expected
  return check('realm', 'Realm', same ? 'passed' : 'warning', {
    expected,
    found,
    source: 'connection, realm',
    message: same
      ? 'The realm of the connection is the one that the settings name.'
      : `The settings name the realm ${found}; that of the connection is used, and its code is probably refused in the end. Leave realm unset to use that of the settings.`,
  })
}

/** That `data.id` is the store is inferred: it is in the examples. */
function storeCheck({ storeId: found }: Values['realm'], expected: string | null): Check {
  const status = expected === null ? 'skipped' : found === expected ? 'passed' : 'warning'
  return check('store', 'Store', status, {
    expected,
    found,
    source: 'connection, storeId',
    message:
      expected === null
        ? `The connection names no store; these settings are of ${found ?? 'one that they do not name'}.`
        : found === expected
          ? 'The settings are those of the store of the connection.'
          : `The settings are of ${found ?? 'a store that they do not name'}, not of ${expected}; their id is assumed to be that of the store.`,
  })
}

function accountChecks({ autoCreateAccount }: NonNullable<Values['realm']['account']>): Check[] {
  return [
    check('auto-create', 'Accounts of new members', 'passed', {
      found: autoCreateAccount,
      source: 'settings, auto_create_account_for_account_members',
      message:
        autoCreateAccount === null
          ? 'The settings do not say whether a new member gets an account.'
          : autoCreateAccount
            ? 'A new member gets an account at the first sign-in; one who is known already does not.'
            : 'A new member has no account after the first sign-in: somebody has to assign one, then the member signs in again.',
    }),
  ]
}
