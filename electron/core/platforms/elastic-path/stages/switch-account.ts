import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { check, type StageTools, stage } from '../../../flow/stage.ts'
import { accountNamed } from '../account-choice.ts'
import { accountClaimChecks } from '../account-claims.ts'
import {
  type AccountPage,
  accountPageOf,
  pagesCheck,
  readFurtherPages,
  succeeded,
} from '../account-pages.ts'
import { send } from '../answers.ts'
import { renewalRefusal } from '../api-refusals.ts'
import { dateTime, epochSeconds } from '../expiry.ts'
import { hostOf } from '../host.ts'
import * as requests from '../requests.ts'

const purpose = { label: 'Renewal', party: 'platform' } as const
const header = 'EP-Account-Management-Authentication-Token'

export const switchAccount = stage({
  id: 'switch-account',
  title: 'Switch the account',
  explanation:
    'Where the connection asks for it, trades the account token for new ones, without another sign-in: to prolong it, or to act for another account of the member. Else the chosen token stays, and nothing is sent.',
  lookAt: `\`${header}\`: it is the only credential of the member here. The answer has a token for every account again.`,
  spec: 'Elastic Path, account management authentication token, mechanism account_management_authentication_token',
  needs: ['store', 'storeToken', 'accountLogin', 'realm'],
  gives: ['accountToken'],
  tokens: ({ accountToken }) => [['token', accountToken.token]],
  messages: [sent(purpose), local('Take account token')],
  action: ({ store }) =>
    store && isWanted(store)
      ? { verb: 'Send the renewal to', host: hostOf(store) }
      : { verb: 'Keep the account token', host: null },
  show: ({ store, storeToken, accountLogin }) => [
    { name: 'renewal', value: isWanted(store) ? 'yes' : 'no', from: 'store' },
    { name: 'account', value: store.switchTo ?? 'the chosen one', from: 'store' },
    { name: header, value: chosen(accountLogin)?.token ?? '', from: 'accountLogin' },
    { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
  ],
  preview: (values) =>
    isWanted(values.store) && chosen(values.accountLogin)
      ? [{ ...purpose, ...draftOf(values) }]
      : [],
  async run(values, tools) {
    const { store, accountLogin } = values
    const before = chosen(accountLogin)
    if (!before) {
      throw new FlowError(
        'no_accounts',
        'The member belongs to no account, so there is no token to go on with; assign the member and sign in again.',
      )
    }
    if (!isWanted(store)) {
      tools.report(keptCheck)
      return { accountToken: before }
    }
    const page = await renew(values, tools)
    const after = await takeAccount(page, before, values, tools)
    const memberId = page.memberId ?? accountLogin.memberId
    tools.report(
      memberCheck(accountLogin.memberId, page.memberId),
      expiryCheck(before, after),
      accountCheck(before, after, store.switchTo),
      ...accountClaimChecks({
        token: after,
        memberId,
        realm: values.realm,
        storeId: store.storeId,
      }),
    )
    return { accountToken: after }
  },
})

type Needed = Pick<Values, 'store' | 'storeToken' | 'accountLogin'>
type AccountToken = Values['accountToken']

function isWanted({ renewAfterwards, switchTo }: Values['store']): boolean {
  return renewAfterwards || switchTo !== null
}

function chosen({ accounts, accountId }: Values['accountLogin']): AccountToken | undefined {
  return accounts.find(({ account_id }) => account_id === accountId)
}

function credentialsOf({ storeToken, accountLogin }: Needed) {
  return { bearer: storeToken.accessToken, accountToken: chosen(accountLogin)?.token ?? '' }
}

function draftOf(values: Needed) {
  return requests.renewedAccountTokens(values.store, credentialsOf(values))
}

async function renew(values: Needed, tools: StageTools): Promise<AccountPage> {
  const answer = await send(draftOf(values), purpose, tools)
  if (!succeeded(answer)) throw renewalRefusal(answer)
  return accountPageOf(answer)
}

/** The account to switch to, or the same one again, among all that the answer has. */
async function takeAccount(
  page: AccountPage,
  before: AccountToken,
  values: Needed,
  tools: StageTools,
): Promise<AccountToken> {
  const { store } = values
  const all = await readFurtherPages(page, (part) =>
    send(
      requests.renewedAccountTokens(store, credentialsOf(values), part),
      { ...purpose, label: 'Further accounts' },
      tools,
    ),
  )
  tools.report(pagesCheck(all))
  if (store.switchTo !== null) return accountNamed(all.accounts, store.switchTo, 'store.switchTo')
  const again = all.accounts.find(({ account_id }) => account_id === before.account_id)
  if (again) return again
  throw new FlowError(
    'account_token_refused',
    `The store renews no token for ${before.account_name}: the member does not belong to this account any more; sign in again to see those that are left.`,
    { account_id: before.account_id },
  )
}

const keptCheck = check('renewal', 'Renewal', 'skipped', {
  source: 'connection, renewAfterwards and switchTo',
  message: 'The connection asks for no renewal, so the token of the sign-in stays.',
})

function memberCheck(expected: string | null, found: string | null): Check {
  const known = expected !== null && found !== null
  const same = expected === found
  return check('same-member', 'Member', !known ? 'skipped' : same ? 'passed' : 'failed', {
    expected,
    found,
    source: 'stage account-token',
    message: !known
      ? 'One of the two answers does not name its member, so they cannot be compared.'
      : same
        ? 'The new token is of the member who signed in.'
        : 'The new token is of another member than the one who signed in.',
  })
}

function expiryCheck(before: AccountToken, after: AccountToken): Check {
  const old = epochSeconds(before.expires)
  const now = epochSeconds(after.expires)
  const status = old === null || now === null ? 'unknown' : now < old ? 'warning' : 'passed'
  return check('later-expiry', 'Expiry', status, {
    expected: old === null ? null : `not before ${dateTime(old)}`,
    found: now === null ? null : dateTime(now),
    source: 'stage account-token',
    message:
      old === null || now === null
        ? 'One of the two tokens says no usable expires, so they cannot be compared.'
        : now > old
          ? `The new token is good until ${dateTime(now)}, longer than the one before.`
          : now === old
            ? 'The new token ends with the one before, which was issued in the same second.'
            : 'The new token ends before the old one, so the renewal shortened it.',
  })
}

function accountCheck(before: AccountToken, after: AccountToken, wanted: string | null): Check {
  const same = after.account_id === before.account_id
  return check('account', 'Account', 'passed', {
    expected: wanted ?? before.account_name,
    found: `${after.account_name} (${after.account_id})`,
    source: wanted === null ? 'stage account-token' : 'connection, switchTo',
    message: same
      ? `The member goes on acting for ${after.account_name}.`
      : `The member acts for ${after.account_name} now, and for ${before.account_name} with the token before, until it ends.`,
  })
}
