import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { local, onHop, sent, unseen } from '../../../flow/planned-rows.ts'
import { check, type StageTools, oneTime, stage } from '../../../flow/stage.ts'
import { chooseAccount } from '../account-choice.ts'
import { accountClaimChecks } from '../account-claims.ts'
import {
  type AccountPage,
  accountPageOf,
  pagesCheck,
  readFurtherPages,
  succeeded,
} from '../account-pages.ts'
import { send } from '../answers.ts'
import { codeRefusal, retryAfterCode } from '../code-refusals.ts'
import { hostOf } from '../host.ts'
import * as requests from '../requests.ts'
import { namedTokens } from '../token-names.ts'

const purpose = { label: 'Account tokens', party: 'platform' } as const

export const accountToken = stage({
  id: 'account-token',
  title: 'Get the account tokens',
  explanation:
    'Hands the code of the broker to the store, which answers with one token for each account that the member belongs to. The code is sent once; further pages of accounts are read by renewing a token.',
  lookAt:
    '`data`: an empty list is a success too. It means a good sign-in by a member who belongs to no account yet.',
  spec: 'Elastic Path, account management authentication token, mechanism oidc',
  needs: ['store', 'storeToken', 'pending', 'callback', 'realm'],
  gives: ['accountLogin'],
  tokens: ({ accountLogin }) => namedTokens(accountLogin.accounts),
  spends: ({ callback }) => [oneTime('The authorization code', callback.code)],
  retryFrom: retryAfterCode,
  messages: [
    ...onHop(1, sent(purpose), unseen('platform', 'broker', { title: 'Redeems the code' })),
    local('Take one account'),
  ],
  action: ({ store }) => ({ verb: 'Send the code to', host: hostOf(store) }),
  show: ({ store, storeToken, pending, callback, realm }) => [
    { name: 'oauth_authorization_code', value: callback.code, from: 'callback' },
    { name: 'oauth_redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'oauth_code_verifier', value: pending.codeVerifier ?? 'none', from: 'pending' },
    { name: 'account', value: store.account ?? 'to be chosen', from: 'store' },
    { name: 'realm', value: realm.realmId, from: 'realm' },
    { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
  ],
  preview: (values) => [{ ...purpose, ...draftOf(values) }],
  async run(values, tools) {
    const first = await redeem(values, tools)
    tools.report(memberCheck(first.memberId))
    const { accounts, total } = await readAll(first, values, tools)
    const account = await chooseAccount(accounts, values.store.account, tools)
    if (account) {
      const { memberId } = first
      const { realm, store } = values
      tools.report(
        ...accountClaimChecks({ token: account, memberId, realm, storeId: store.storeId }),
      )
    }
    tools.report(accountCheck(account, values))
    const accountId = account?.account_id ?? null
    return { accountLogin: { memberId: first.memberId, accounts, total, accountId } }
  },
})

type Needed = Pick<Values, 'store' | 'storeToken' | 'pending' | 'callback' | 'realm'>

function draftOf({ store, storeToken, pending, callback }: Needed) {
  return requests.accountTokens(store, storeToken.accessToken, {
    code: callback.code,
    redirectUri: pending.redirectUri,
    codeVerifier: pending.codeVerifier ?? '',
  })
}

async function redeem(values: Needed, tools: StageTools): Promise<AccountPage> {
  const answer = await send(draftOf(values), purpose, tools)
  if (succeeded(answer)) return accountPageOf(answer)
  const { store, storeToken } = values
  throw codeRefusal(answer, {
    code: 'account_token_refused',
    host: hostOf(store) ?? store.apiUrl,
    // Customers alone had such a document.
    unwrapped: false,
    bearerExpiresAt: storeToken.expiresAt,
    now: tools.now(),
  })
}

async function readAll(first: AccountPage, { store, storeToken }: Needed, tools: StageTools) {
  const [one] = first.accounts
  const credentials = { bearer: storeToken.accessToken, accountToken: one?.token ?? '' }
  const all = await readFurtherPages(first, (page) =>
    send(
      requests.renewedAccountTokens(store, credentials, page),
      { ...purpose, label: 'Further accounts' },
      tools,
    ),
  )
  tools.report(pagesCheck(all))
  return all
}

function memberCheck(memberId: string | null): Check {
  return check('member', 'Member', memberId === null ? 'warning' : 'passed', {
    found: memberId,
    source: 'meta.account_member_id',
    message:
      memberId === null
        ? 'The answer does not name the member who signed in, as older examples do not; sub of the token does.'
        : `The member ${memberId} signed in.`,
  })
}

function accountCheck(account: Values['accountToken'] | null, { store, realm }: Needed): Check {
  const created =
    realm.account?.autoCreateAccount === true
      ? 'Here accounts are created automatically, but for new members only.'
      : 'Accounts can be created automatically (auto_create_account_for_account_members), but for new members only.'
  return check('account', 'Account', account ? 'passed' : 'warning', {
    expected: store.account ?? 'an account',
    found: account && `${account.account_name} (${account.account_id})`,
    source: store.account === null ? 'the accounts of the member' : 'connection, account',
    message: account
      ? `The member acts for ${account.account_name}; the token is good for this account alone.`
      : `The sign-in is good, but the member belongs to no account, so there is no token. Assign the member to an account. ${created}`,
  })
}
