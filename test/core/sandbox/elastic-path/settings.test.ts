import { beforeEach, describe, expect, test } from 'vitest'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, logged } = await running()
const { apiUrl, storeId } = storeOf(sandbox)
const grants = ['implicit', 'client_credentials'] as const

beforeEach(() => sandbox.reset())

const customerPath = '/v2/settings/customer-authentication'
const accountPath = '/v2/settings/account-authentication'

const accountSettings = {
  data: {
    id: storeId,
    type: 'account_authentication_settings',
    enable_self_signup: false,
    auto_create_account_for_account_members: false,
    account_member_self_management: 'disabled',
    account_management_authentication_token_timeout_secs: 86400,
    relationships: {
      authentication_realm: {
        data: {
          id: realmIds.account,
          type: 'authentication_realm',
          links: { self: `${apiUrl}/v2/authentication-realms/${realmIds.account}` },
        },
      },
    },
    meta: { client_id: 'account-management' },
  },
  links: { self: `${apiUrl}/v2/account_authentication_settings` },
}

test.each(grants)('customer settings are spelled with hyphens, for %s', async (grant) => {
  const bearer = await accessToken(sandbox, grant)
  expect(await answerOf(storeApi(sandbox, customerPath, { bearer }))).toEqual([
    200,
    {
      data: {
        id: storeId,
        type: 'customer-authentication-settings',
        meta: { client_id: 'customers' },
        relationships: {
          'authentication-realm': {
            data: {
              id: realmIds.buyer,
              type: 'authentication-realm',
              duplicate_email_policy: 'allowed',
              links: { self: `${apiUrl}/v2/authentication-realms/${realmIds.buyer}` },
            },
          },
        },
      },
    },
  ])
})

test('the path that older documents name is gone', async () => {
  const bearer = await accessToken(sandbox)
  expect(
    await answerOf(storeApi(sandbox, '/v2/customer-authentication-settings', { bearer })),
  ).toEqual(apiErrors(404, 'Not Found', 'not found'))
})

test.each([customerPath, accountPath])('%s is refused to another store', async (path) => {
  const bearer = await accessToken(sandbox)
  const ask = (id: string) =>
    answerOf(storeApi(sandbox, path, { bearer, headers: { 'x-moltin-auth-store': id } }))
  expect(await ask('another')).toEqual(apiErrors(422, 'Unprocessable Entity', 'store id mismatch'))
  expect((await ask(storeId))[0]).toBe(200)
})

describe('account settings', () => {
  test.each(grants)('are spelled with underscores, for %s', async (grant) => {
    const bearer = await accessToken(sandbox, grant)
    expect(await answerOf(storeApi(sandbox, accountPath, { bearer }))).toEqual([
      200,
      accountSettings,
    ])
  })

  const change = async (data: unknown, grant: (typeof grants)[number] = 'client_credentials') =>
    answerOf(
      storeApi(sandbox, accountPath, {
        method: 'PUT',
        bearer: await accessToken(sandbox, grant),
        json: { data },
      }),
    )
  const type = 'account_authentication_settings'

  test('change where a field is sent, and stay else', async () => {
    const fields = {
      auto_create_account_for_account_members: true,
      account_member_self_management: 'update_only',
      account_management_authentication_token_timeout_secs: 600,
    }
    const changed = { ...accountSettings, data: { ...accountSettings.data, ...fields } }
    expect(await change({ type, ...fields })).toEqual([200, changed])
    changed.data.enable_self_signup = true
    expect(await change({ type, enable_self_signup: true })).toEqual([200, changed])
    sandbox.reset()
    expect(await change({ type })).toEqual([200, accountSettings])
  })

  test('are not for a storefront to change', async () => {
    expect(await change({ type }, 'implicit')).toEqual(apiErrors(403, 'Forbidden', 'forbidden'))
  })

  test.each([
    [{}, "field 'Type' on the 'account-authentication-settings-type' tag."],
    [{ type, enable_self_signup: 'yes' }, "field 'EnableSelfSignup' on the 'is_invalid' tag."],
    [
      { type, account_member_self_management: 'all' },
      "field 'AccountMemberSelfManagement' on the 'is_invalid' tag.",
    ],
    [
      { type, account_management_authentication_token_timeout_secs: 0 },
      "field 'AccountManagementAuthenticationTokenTimeoutSecs' on the 'is_invalid' tag.",
    ],
  ])('refuse %j', async (data, sentence) => {
    expect(await change(data)).toEqual(
      apiErrors(422, 'Unprocessable Entity', `Validation failed: ${sentence}`),
    )
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})
