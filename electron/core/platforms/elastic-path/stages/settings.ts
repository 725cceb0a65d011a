import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { sent } from '../../../flow/planned-rows.ts'
import { check, type Stage, type StageTools, stage } from '../../../flow/stage.ts'
import { type Answer, refused, send } from '../answers.ts'
import { hostOf } from '../host.ts'
import { readRealm, realmChecks, type RelationshipKey } from '../realm-settings.ts'
import { readSettings, settingsPaths } from '../requests.ts'

const purpose = { label: 'Authentication settings', party: 'platform' } as const

interface Settings {
  explanation: string
  spec: string
  /** Asked in this order; the next one only where the one before is answered 404. */
  paths: readonly [string, ...string[]]
  key: RelationshipKey
}

const customer: Settings = {
  explanation:
    'Reads with which client id, and in which realm, customers sign in. Both are of the store: the client id is a name that the realm has, not the application key.',
  spec: 'Elastic Path, single sign-on guide: customer authentication settings',
  paths: [settingsPaths.customer, settingsPaths.customerLegacy],
  key: 'authentication-realm',
}

export const customerSettings = settingsStage(customer)

export const legacyCustomerSettings = settingsStage({
  ...customer,
  explanation: `${customer.explanation} The older document's path is asked first.`,
  paths: [settingsPaths.customerLegacy, settingsPaths.customer],
})

export const accountSettings = settingsStage({
  explanation:
    'Reads with which client id, and in which realm, account members sign in. Both are of the store: the client id is a name that the realm has, not the application key. The first read of all makes the realm, as seen in tests of the platform.',
  spec: 'Elastic Path, single sign-on guide for accounts: account authentication settings',
  paths: [settingsPaths.account],
  key: 'authentication_realm',
})

function settingsStage({ explanation, spec, paths, key }: Settings): Stage {
  return stage({
    id: 'settings',
    title: 'Read the settings',
    explanation,
    lookAt: `data.meta.client_id and data.relationships.${key}: customers and account members have different ones, and the relationship is spelled with a hyphen for the one, with an underscore for the other.`,
    spec,
    needs: ['store', 'storeToken'],
    gives: ['realm'],
    messages: [sent(purpose)],
    action: ({ store }) => ({ verb: 'Read the settings from', host: hostOf(store) }),
    show: ({ store, storeToken }) => [
      { name: 'X-MOLTIN-AUTH-STORE', value: store.storeId ?? 'not sent', from: 'store' },
      { name: 'realm', value: store.realm ?? 'as the settings name it', from: 'store' },
      { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
    ],
    preview: (values) => [{ ...purpose, ...draftOf(values, paths[0]) }],
    async run(values, tools) {
      const { answer, path } = await readFirst(values, tools)
      if (answer.status !== 200) throw refusal(answer, path, values.store)
      const reading = readRealm(answer.body, { path, key })
      if ('missing' in reading) {
        throw new FlowError(
          'platform_response_invalid',
          `The settings at ${path} have no usable ${reading.missing}; check apiUrl.`,
          { status: 200, path: reading.missing },
        )
      }
      tools.report(...pathChecks(path, paths[0]), ...realmChecks(reading, key, values.store))
      const { realm } = reading
      return { realm: { ...realm, realmId: values.store.realm ?? realm.realmId } }
    },
  })

  async function readFirst(
    values: Needed,
    tools: StageTools,
  ): Promise<{ answer: Answer; path: string }> {
    const [first, ...others] = paths
    let path = first
    let answer = await send(draftOf(values, path), purpose, tools)
    for (const other of others) {
      if (answer.status !== 404) break
      path = other
      answer = await send(draftOf(values, path), purpose, tools)
    }
    return { answer, path }
  }
}

type Needed = Pick<Values, 'store' | 'storeToken'>

function draftOf({ store, storeToken }: Needed, path: string) {
  return readSettings(store, storeToken.accessToken, path)
}

/** What the answer says of the older path; nothing where it was not needed. */
function pathChecks(answered: string, asked: string): Check[] {
  const { customer: current, customerLegacy: stale } = settingsPaths
  const message =
    answered === stale && asked === stale
      ? `The older path still answers here, though it is stale: the library of the platform moved to ${current} in 2020. Use that one.`
      : answered === stale
        ? `${current} answers 404, and only the older ${stale} answers; expect it to go, and ask the support of the platform which one holds.`
        : answered !== asked
          ? `The older path answers 404: it is stale, and ${current} replaces it. The flow goes on with that one.`
          : null
  if (message === null) return []
  return [
    check('stale-settings-path', 'Path of the settings', 'warning', {
      expected: current,
      found: asked === answered ? asked : `${asked} answers 404, ${answered} answers 200`,
      source: 'Elastic Path, customer authentication settings',
      message,
    }),
  ]
}

function refusal(answer: Answer, path: string, store: Values['store']): FlowError {
  return refused('platform_refused', sentenceFor(answer.status, path, store), answer)
}

/** The permission table denies the settings to an implicit token, practice reads them with one (section 3). */
function sentenceFor(status: number, path: string, { apiUrl, grant, storeId }: Values['store']) {
  switch (status) {
    case 401:
    case 403:
      return grant === 'implicit'
        ? `The store answers ${status} to the settings: the permission table denies them to an implicit token, though storefronts read them with one; set grant to client_credentials and run again from the first stage.`
        : `The store answers ${status} to the settings although the token is a client_credentials one: it has ended, or its key may not read them; run again from the first stage.`
    case 404:
      return `The store knows no settings at ${path} (404); check apiUrl ${apiUrl}.`
    case 422:
      return `The store does not take the request for the settings (422): storeId ${storeId ?? '(not sent)'} is probably not that of the key.`
    case 429:
      return 'The store limits its requests (429): wait a moment and send it again.'
    default:
      return `The store answers ${status} to the settings at ${path}.`
  }
}
