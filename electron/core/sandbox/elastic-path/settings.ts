import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { z } from 'zod'
import { type BrokenRule, invalidFields, notFound, unprocessable } from './api-errors.ts'
import { administrator, anyBearer, type BearerVariables } from './guards.ts'
import { dataOf } from './request-data.ts'
import type { ElasticPathState } from './state.ts'
import { otherStoresRealmId, realmClientIds, realmIds } from './store.ts'

/** Where a login begins: the two settings name the realm and its client id (sections 4.1 and 5.1). */
export function settingsRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const read = reader(state)
  const ownStore = sameStore(state)
  const customerPath = '/v2/settings/customer-authentication'
  const accountPath = '/v2/settings/account-authentication'

  for (const path of [customerPath, '/v2/customer-authentication-settings'])
    app.get(path, answering(state, path === customerPath), read, ownStore, (c) =>
      c.json({ data: customerSettings(state) }),
    )

  for (const path of [accountPath, '/v2/account-authentication-settings'])
    app.get(path, answering(state, path === accountPath), read, ownStore, (c) =>
      c.json(accountSettings(state)),
    )
  app.put(accountPath, administrator(state), ownStore, async (c) => {
    const data = await dataOf(c)
    if (data?.['type'] !== 'account_authentication_settings')
      // Assumed, as the tag for memberships is spelled.
      return invalidFields(c, [{ field: 'Type', tag: 'account-authentication-settings-type' }])
    const changes = changesSchema.safeParse(data)
    if (!changes.success) return refuseChanges(c, changes.error)
    const settings = state.accountSettings
    const asked = changes.data
    settings.enableSelfSignup = asked.enable_self_signup ?? settings.enableSelfSignup
    settings.autoCreateAccountForAccountMembers =
      asked.auto_create_account_for_account_members ?? settings.autoCreateAccountForAccountMembers
    settings.accountMemberSelfManagement =
      asked.account_member_self_management ?? settings.accountMemberSelfManagement
    settings.tokenTimeoutSecs =
      asked.account_management_authentication_token_timeout_secs ?? settings.tokenTimeoutSecs
    return c.json(accountSettings(state))
  })
  return app
}

/** Assumed: the older paths are gone since the newer ones are there. */
function answering({ faults }: ElasticPathState, isCurrent: boolean) {
  return createMiddleware(async (c, next) =>
    faults.shows('stale-settings-path') === isCurrent ? notFound(c) : next(),
  )
}

/** [C] that an implicit token reads them, which the permission table denies. */
function reader(state: ElasticPathState) {
  const [everybody, administrators] = [anyBearer(state), administrator(state)]
  return createMiddleware<{ Variables: BearerVariables }>((c, next) =>
    state.faults.shows('settings-403') ? administrators(c, next) : everybody(c, next),
  )
}

/** [C] the refusal, though only of the settings. */
function sameStore({ storeId }: ElasticPathState) {
  return createMiddleware(async (c, next) => {
    const wanted = c.req.header('x-moltin-auth-store') ?? storeId
    return wanted === storeId ? next() : unprocessable(c, 'store id mismatch')
  })
}

/** [D] hyphens in the type and in the relationship; the id is that of the store. */
function customerSettings(state: ElasticPathState) {
  const { apiUrl, storeId, realms } = state
  const id = namedRealm(state, realmIds.buyer)
  const realm = realms.find(({ id }) => id === realmIds.buyer)
  return {
    id: storeId,
    type: 'customer-authentication-settings',
    meta: { client_id: realmClientIds.buyer },
    relationships: {
      'authentication-realm': {
        data: {
          id,
          type: 'authentication-realm',
          duplicate_email_policy: realm?.duplicateEmailPolicy,
          links: { self: `${apiUrl}/v2/authentication-realms/${id}` },
        },
      },
    },
  }
}

/** [D] underscores here, and a `self` that is not the path it was read from. */
function accountSettings(state: ElasticPathState) {
  const { apiUrl, storeId, accountSettings: settings } = state
  const id = namedRealm(state, realmIds.account)
  return {
    data: {
      id: storeId,
      type: 'account_authentication_settings',
      enable_self_signup: settings.enableSelfSignup,
      auto_create_account_for_account_members: settings.autoCreateAccountForAccountMembers,
      account_member_self_management: settings.accountMemberSelfManagement,
      account_management_authentication_token_timeout_secs: settings.tokenTimeoutSecs,
      relationships: {
        authentication_realm: {
          data: {
            id,
            type: 'authentication_realm',
            links: { self: `${apiUrl}/v2/authentication-realms/${id}` },
          },
        },
      },
      meta: { client_id: realmClientIds.account },
    },
    links: { self: `${apiUrl}/v2/account_authentication_settings` },
  }
}

function namedRealm({ faults }: ElasticPathState, realmId: string): string {
  return faults.shows('wrong-realm') ? otherStoresRealmId : realmId
}

const changesSchema = z.looseObject({
  enable_self_signup: z.boolean().optional(),
  auto_create_account_for_account_members: z.boolean().optional(),
  account_member_self_management: z.enum(['disabled', 'update_only']).optional(),
  account_management_authentication_token_timeout_secs: z.int().positive().optional(),
})

/** Assumed, names and tag: what a bad value is answered is undocumented. */
function refuseChanges(c: Context, error: z.ZodError) {
  const broken = error.issues.map(({ path }): BrokenRule => {
    const words = String(path[0]).split('_')
    const field = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
    return { field, tag: 'is_invalid' }
  })
  return invalidFields(c, broken)
}
