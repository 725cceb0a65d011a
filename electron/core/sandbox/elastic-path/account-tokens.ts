import { type Context, Hono } from 'hono'
import {
  badRequest,
  brokerFailed,
  type BrokenRule,
  forbidden,
  invalidFields,
  unprocessable,
} from './api-errors.ts'
import { accountTokenHeader, issueAccountToken, readAccountToken } from './account-token.ts'
import { signInMember } from './account-sign-in.ts'
import { codeFault } from './fault-answers.ts'
import { anyBearer } from './guards.ts'
import { pageOf, paging } from './pages.ts'
import { dataOf, emptyFields, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'
import { realmClientIds, realmIds } from './store.ts'

const type = 'account_management_authentication_token'

/** `POST /v2/account-members/tokens` (elastic-path.md section 5.2): a token for each account of a member. */
export function accountTokenRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  app.post('/v2/account-members/tokens', anyBearer(state), paging(state), async (c) => {
    const data = (await dataOf(c)) ?? {}
    const mechanism = text(data['authentication_mechanism'])
    const broken = brokenRules(data, mechanism)
    if (broken.length > 0) return invalidFields(c, broken)
    // Assumed: the sandbox has no passwords, and the platform has no such answer.
    if (mechanism !== 'oidc' && mechanism !== type)
      return unprocessable(c, `the authentication mechanism '${mechanism}' is not in the sandbox`)
    const memberId =
      mechanism === 'oidc'
        ? signIn(state, data)
        : await renew(state, c.req.header(accountTokenHeader))
    if (typeof memberId !== 'string') return memberId(c)
    // [C] a member without an account is a success with an empty list.
    const hasNone = state.faults.shows('no-accounts')
    const page = pageOf(c, hasNone ? [] : state.accounts.accountsOf(memberId))
    const tokens = page.data.map(async (account) => ({
      type,
      account_name: account.name,
      account_id: account.id,
      ...(await issueAccountToken(state, account, memberId)),
    }))
    const meta = { account_member_id: memberId, ...page.meta }
    return c.json({ meta, data: await Promise.all(tokens), links: page.links }, 201)
  })
  return app
}

const mechanisms = ['oidc', 'password', 'passwordless', 'self_signup', type]

/** [C] fields and tags. */
function brokenRules(data: RequestData, mechanism: string): BrokenRule[] {
  const broken: BrokenRule[] = []
  if (data['type'] !== type) broken.push({ field: 'Type', tag: 'account_token_type' })
  if (!mechanisms.includes(mechanism))
    broken.push({ field: 'AuthenticationMechanism', tag: 'is_invalid' })
  return mechanism === 'oidc' ? [...broken, ...emptyFields(data, names, 'cannot_be_empty')] : broken
}

const names = {
  oauth_authorization_code: 'OAuthAuthorizationCode',
  oauth_redirect_uri: 'OAuthRedirectURI',
  oauth_code_verifier: 'OAuthCodeVerifier',
}

type Refusal = (c: Context) => Response

/** The id of the member. [C] every refusal and its status. */
function signIn(state: ElasticPathState, data: RequestData): string | Refusal {
  const identity = state.grants.redeem(realmIds.account, {
    code: text(data['oauth_authorization_code']),
    redirectUri: text(data['oauth_redirect_uri']),
    codeVerifier: text(data['oauth_code_verifier']),
  })
  const fault = codeFault(state)
  if (fault) return fault
  if (identity === 'invalid_grant') return (c) => badRequest(c, 'authentication failed')
  if (identity.clientId !== realmClientIds.account) return forbidden
  // Assumed to be one of the broker's other failures: the user was deleted since the code was issued.
  if (!state.users.some(({ id }) => id === identity.sub)) return brokerFailed
  return signInMember(state, identity).id
}

/** [C] 403 for a member who is gone; assumed for a header that is missing, expired or not ours. */
async function renew(
  state: ElasticPathState,
  token: string | undefined,
): Promise<string | Refusal> {
  const session = await readAccountToken(state, token)
  return session && !state.faults.shows('renewal-forbidden') ? session.memberId : forbidden
}
