import { z } from 'zod'
import type { Values } from '../../../../../shared/values.ts'
import { invalid } from '../../../administration/invalid.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import type { Json } from '../../../tokens/read-json.ts'
import type { AdministeredResource, LiveItem } from '../../administration.ts'
import { readSettings, settingsPaths } from '../requests.ts'
import { ask, ownerOf, stateOf, storeResource } from './store-access.ts'
import { updateAccountSettings } from './store-requests.ts'

type Store = Values['store']

const timeout = 'account_management_authentication_token_timeout_secs'
const autoCreate = 'auto_create_account_for_account_members'

/** [D] elastic-path.md section 5.1 */
const settingsSchema = z
  .strictObject({
    enable_self_signup: z.boolean('must be true or false'),
    [autoCreate]: z.boolean('must be true or false'),
    account_member_self_management: z.enum(
      ['disabled', 'update_only'],
      'must be "disabled" or "update_only"',
    ),
    [timeout]: z.int('must be a whole number of seconds').positive('must be more than 0'),
  })
  .partial()

const names = settingsSchema.keyof().options
const answerSchema = z.looseObject({
  data: z.looseObject({
    id: z.string().nullish().default(null),
    meta: z.looseObject({ client_id: z.string().nullish().default(null) }).nullish(),
  }),
})

const id = 'account-settings'

export function accountSettings(store: Store): AdministeredResource {
  return storeResource(store, {
    info: {
      id,
      title: 'Account authentication settings',
      explanation:
        'How members of accounts sign in: self sign-up, accounts for new members, and the lifetime of their tokens. Written is what changes, alone.',
      kind: 'document',
      actions: ['update'],
    },
    async read({ bearer }, _parentId, tools) {
      const request = readSettings(store, bearer, settingsPaths.account)
      const { body } = await ask(request, 'Account settings', tools)
      return stateOf(store, { items: [itemOf(body)] })
    },
    prepare(_state, { item, value }) {
      const parsed = settingsSchema.safeParse(value)
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        throw invalid(`The account settings: ${issue?.path.join('.') ?? ''} ${issue?.message}.`)
      }
      const former = isObject(item?.value) ? item.value : {}
      const changed = changes(parsed.data, former)
      if (Object.keys(changed).length === 0)
        throw invalid('There is nothing to write: what is left out stays as it is.')
      return {
        what: `the account authentication settings of ${ownerOf(store)}`,
        request: (bearer) => updateAccountSettings(store, bearer, changed),
        after: { ...former, ...changed } as Json,
        warnings: warnings(changed),
        versioned: false,
        find: ({ items }) => items[0] ?? null,
        wayBack: () => ({
          resourceId: id,
          itemId: item?.id ?? null,
          action: 'update',
          value: former as Json,
        }),
      }
    },
  })
}

function changes(wanted: object, former: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== undefined && value !== former[name]),
  )
}

function warnings(changed: Record<string, unknown>): string[] {
  return [
    ...(timeout in changed
      ? [
          `The new lifetime holds for tokens that are issued from then on: ${String(changed[timeout])} s.`,
        ]
      : []),
    ...(autoCreate in changed
      ? ['An account is made for new members only; who is known already is not changed.']
      : []),
    ...(changed['enable_self_signup'] === true
      ? ['Anybody can make an account with a password from then on.']
      : []),
  ]
}

function itemOf(body: unknown): LiveItem {
  const { data } = answerSchema.safeParse(body)
  if (!data) {
    throw new FlowError('platform_response_invalid', 'The account settings have no data.')
  }
  const settings = data.data
  const known = names.filter((name) => settings[name] !== undefined && settings[name] !== null)
  return {
    id: settings.id ?? id,
    title: 'Account authentication settings',
    detail: settings.id ? `store ${settings.id}` : '',
    value: Object.fromEntries(known.map((name) => [name, settings[name] as Json])),
    version: null,
    readOnly: null,
    facts: [{ name: 'client_id of the realm', value: settings.meta?.client_id ?? 'not told' }],
  }
}
