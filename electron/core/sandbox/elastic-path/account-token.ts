import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Account } from './accounts-state.ts'
import type { ElasticPathState } from './state.ts'
import { realmIds } from './store.ts'

/*
 * The account management authentication token (elastic-path.md section 5.2): an ordinary JWT, unlike that of
 * customers, which no client can verify.
 */

export const accountTokenHeader = 'EP-Account-Management-Authentication-Token'

/** For one account and one member; `expires` is an ISO date here. */
export async function issueAccountToken(
  state: ElasticPathState,
  account: Account,
  memberId: string,
): Promise<{ token: string; expires: string }> {
  const { accounts, accountSettings, storeId, faults } = state
  const iat = state.nowSeconds()
  const exp = iat + (faults.shows('shopper-token-expired') ? -1 : accountSettings.tokenTimeoutSecs)
  const token = await new SignJWT({
    account_member_self_management: accountSettings.accountMemberSelfManagement,
    ancestors: accounts.ancestorsOf(account).map(shortId).join(','),
    exp,
    iat,
    realm_id: realmIds.account,
    scope: account.id,
    store_id: storeId,
    sub: memberId,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(accounts.tokenSecret)
  return { token, expires: new Date(exp * 1000).toISOString() }
}

/** [C] the 16 bytes of the id in Base64 without padding; that the root comes first is assumed. */
function shortId({ id }: Account): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64').replaceAll('=', '')
}

export interface AccountSession {
  accountId: string
  memberId: string
}

const claimsSchema = z.looseObject({ scope: z.string(), sub: z.string() })

/** Who a token speaks for; null when it is not ours, expired, or of a member who is gone. */
export async function readAccountToken(
  state: ElasticPathState,
  token: string | undefined,
): Promise<AccountSession | null> {
  const { accounts, clock } = state
  const currentDate = new Date(clock.now())
  const verified = await jwtVerify(token ?? '', accounts.tokenSecret, {
    algorithms: ['HS256'],
    currentDate,
    // Whatever is wrong with it, the answer is the same.
  }).catch(() => null)
  const claims = claimsSchema.safeParse(verified?.payload)
  if (!claims.success) return null
  const { scope: accountId, sub: memberId } = claims.data
  const isMember = accounts.members.some(({ id }) => id === memberId)
  return isMember ? { accountId, memberId } : null
}
