import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { span } from '../../times.ts'
import { dateTime, epochSeconds } from './expiry.ts'
import { claimCheck, formCheck, readToken, signatureCheck } from './token-claims.ts'

/** What is known of an account token besides itself. */
export interface AccountTokenFacts {
  token: Values['accountToken']
  /** `meta.account_member_id` */
  memberId: string | null
  realm: Values['realm']
  /** Where the connection names it; else that of the settings counts. */
  storeId: string | null
}

const login = 'the answer that carries the token'
const settings = 'the account authentication settings'

/** The account token against the login and the settings (elastic-path.md 5.2, its end). Pure. */
export function accountClaimChecks({
  token,
  memberId,
  realm,
  storeId,
}: AccountTokenFacts): Check[] {
  const read = readToken(token.token)
  const expires = epochSeconds(token.expires)
  const { tokenTimeoutSeconds = null, selfManagement = null } = realm.account ?? {}
  return [
    formCheck(read, 'jws'),
    claimCheck(read, {
      claim: 'scope',
      title: 'scope is the account',
      expected: token.account_id,
      source: login,
      wrong: 'scope is not the account_id beside the token: it speaks for another account.',
      severity: 'failed',
    }),
    claimCheck(read, {
      claim: 'sub',
      title: 'sub is the member',
      expected: memberId,
      source: login,
      wrong: 'sub is not meta.account_member_id: the token is of another member.',
      severity: 'failed',
    }),
    claimCheck(read, {
      claim: 'realm_id',
      title: 'realm_id is the realm',
      expected: realm.realmId,
      source: settings,
      wrong: 'realm_id is not the realm of the settings: the sign-in went through another realm.',
      severity: 'failed',
    }),
    claimCheck(read, {
      claim: 'store_id',
      title: 'store_id is the store',
      expected: storeId ?? realm.storeId,
      source: storeId === null ? settings : 'connection, storeId',
      wrong: 'store_id is another store: check storeId and the key of the connection.',
      severity: 'failed',
    }),
    claimCheck(read, {
      claim: 'exp',
      title: 'exp is the expiry',
      expected: expires === null ? null : dateTime(expires),
      source: login,
      wrong: 'exp is another time than expires beside the token; the earlier one counts.',
      severity: 'warning',
      agrees: (exp) => near(epochSeconds(exp), expires),
    }),
    lifetimeCheck(read.claims, tokenTimeoutSeconds),
    claimCheck(read, {
      claim: 'account_member_self_management',
      title: 'Self management',
      expected: selfManagement,
      source: settings,
      // Assumed: the claim is a copy of the setting.
      wrong: 'The claim is not the setting; it was probably changed after the token was issued.',
      severity: 'warning',
    }),
    signatureCheck(),
  ]
}

/** The lifetime is no claim of its own, but is held against the setting like one. */
function lifetimeCheck(claims: Record<string, unknown>, timeout: number | null): Check {
  const exp = epochSeconds(claims['exp'])
  const iat = epochSeconds(claims['iat'])
  const lifetime = exp === null || iat === null ? null : exp - iat
  return claimCheck(
    { claims: lifetime === null ? {} : { lifetime: span(lifetime) } },
    {
      claim: 'lifetime',
      title: 'exp - iat is the timeout',
      expected: timeout === null ? null : span(timeout),
      source: settings,
      wrong:
        'The token lives for another time than account_management_authentication_token_timeout_secs says.',
      severity: 'warning',
      agrees: () => near(lifetime, timeout),
    },
  )
}

/** Within a second, because one side has milliseconds and the other has not. */
function near(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) <= 1
}
