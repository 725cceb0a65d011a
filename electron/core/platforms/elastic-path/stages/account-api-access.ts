import { z } from 'zod'
import type { Check } from '../../../../../shared/check.ts'
import type { RequestDraft } from '../../../../../shared/exchange.ts'
import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { sent } from '../../../flow/planned-rows.ts'
import { check, type StageTools, stage } from '../../../flow/stage.ts'
import { send } from '../answers.ts'
import { mixedCredentialsCheck, readRefusal } from '../api-refusals.ts'
import { hostOf } from '../host.ts'
import * as requests from '../requests.ts'
import { readToken } from '../token-claims.ts'

const memberRead = { label: 'Account member', party: 'platform' } as const
const accountRead = { label: 'Account', party: 'platform' } as const
const header = 'EP-Account-Management-Authentication-Token'

const recordSchema = z.looseObject({
  data: z.looseObject({
    id: z.string(),
    name: z.string().nullish(),
    email: z.string().nullish(),
  }),
})

export const accountApiAccess = stage({
  id: 'api-access',
  title: 'Call the API',
  explanation:
    'Uses the account token as a storefront would: together with the implicit access token it reads the member and the account.',
  lookAt: `\`${header}\`: the member is named there, while \`Authorization\` stays that of the storefront.`,
  spec: 'Elastic Path, get an account member and get an account',
  needs: ['store', 'storeToken', 'accountLogin', 'accountToken'],
  gives: ['shopper'],
  messages: [sent(memberRead), sent(accountRead)],
  action: ({ store }) => ({ verb: 'Read member and account from', host: hostOf(store) }),
  show: ({ storeToken, accountLogin, accountToken }) => [
    { name: 'account_member_id', value: accountLogin.memberId ?? 'of sub', from: 'accountLogin' },
    { name: 'account_id', value: accountToken.account_id, from: 'accountToken' },
    { name: header, value: accountToken.token, from: 'accountToken' },
    { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
  ],
  preview: (values) => {
    const memberId = memberIdOf(values)
    return [
      ...(memberId === null ? [] : [{ ...memberRead, ...memberDraft(values, memberId) }]),
      { ...accountRead, ...accountDraft(values) },
    ]
  },
  async run(values, tools) {
    const { store, accountToken } = values
    tools.report(mixedCredentialsCheck(store))
    const memberId = memberIdOf(values)
    if (memberId === null) {
      throw new FlowError(
        'platform_response_invalid',
        'Neither meta.account_member_id nor sub of the token names the member, so there is nobody to read.',
      )
    }
    const read = (draft: RequestDraft, purpose: typeof memberRead | typeof accountRead) =>
      readRecord(draft, purpose, values, tools)
    const member = await read(memberDraft(values, memberId), memberRead)
    tools.report(...memberChecks(member, memberId))
    const account = await read(accountDraft(values), accountRead)
    tools.report(accountCheck(account, accountToken))
    const { id, name = null, email = null } = member
    return { shopper: { id, name, email, account: account.name ?? account.id } }
  },
})

type Needed = Pick<Values, 'store' | 'storeToken' | 'accountLogin' | 'accountToken'>
type ReadRecord = z.infer<typeof recordSchema>['data']

/** Older answers do not name the member; then the token does. */
function memberIdOf({ accountLogin, accountToken }: Needed): string | null {
  const { sub } = readToken(accountToken.token).claims
  return accountLogin.memberId ?? (typeof sub === 'string' ? sub : null)
}

function credentialsOf({ storeToken, accountToken }: Needed) {
  return { bearer: storeToken.accessToken, accountToken: accountToken.token }
}

function memberDraft(values: Needed, memberId: string) {
  return requests.readMember(values.store, credentialsOf(values), memberId)
}

function accountDraft(values: Needed) {
  return requests.readAccount(values.store, credentialsOf(values), values.accountToken.account_id)
}

async function readRecord(
  draft: RequestDraft,
  purpose: typeof memberRead | typeof accountRead,
  { store: { grant } }: Needed,
  tools: StageTools,
): Promise<ReadRecord> {
  const answer = await send(draft, purpose, tools)
  const record = recordSchema.safeParse(answer.body)
  if (answer.status === 200 && record.success) return record.data.data
  const what = purpose === memberRead ? 'The member' : 'The account'
  throw readRefusal(answer, { what, header, grant })
}

function memberChecks({ id, name, email }: ReadRecord, memberId: string): Check[] {
  const same = id === memberId
  return [
    check('member-id', 'Member', same ? 'passed' : 'failed', {
      expected: memberId,
      found: id,
      source: 'stage account-token',
      message: same
        ? `The token is good for ${name ?? id}.`
        : 'The store answers with another member than the one who signed in.',
    }),
    check('member-email', 'E-mail', email ? 'passed' : 'warning', {
      found: email ?? null,
      source: 'Elastic Path, get an account member',
      message: email
        ? `The store knows the member by the e-mail ${email}; tests of the platform show that each sign-in overwrites it.`
        : 'The member has no e-mail; the identity provider probably sent none.',
    }),
  ]
}

function accountCheck({ id, name }: ReadRecord, token: Values['accountToken']): Check {
  const same = id === token.account_id
  const renamed = same && name !== token.account_name
  return check('account-id', 'Account', !same ? 'failed' : renamed ? 'warning' : 'passed', {
    expected: `${token.account_name} (${token.account_id})`,
    found: `${name ?? 'unnamed'} (${id})`,
    source: 'stage switch-account',
    message: !same
      ? 'The store answers with another account than that of the token.'
      : renamed
        ? 'The account has another name than beside its token; it was probably renamed since.'
        : `The token is good for the account ${token.account_name}.`,
  })
}
