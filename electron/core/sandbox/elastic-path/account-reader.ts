import { createMiddleware } from 'hono/factory'
import { forbidden, notFound } from './api-errors.ts'
import { type AccountSession, accountTokenHeader, readAccountToken } from './account-token.ts'
import type { Account, AccountMember } from './accounts-state.ts'
import { anyBearer, type BearerVariables } from './guards.ts'
import type { ElasticPathState } from './state.ts'

/** Null is an administrator, who may read everything; behind the guard of one it is not even set. */
export type Reader = AccountSession | null

interface ReaderVariables extends BearerVariables {
  reader: Reader
}

/**
 * [D] the permission table: client credentials read all, an implicit token needs the account token beside it.
 * Assumed: with both, the client credentials decide, and a missing or bad account token is 403.
 */
export function accountReader(state: ElasticPathState) {
  const reader = createMiddleware<{ Variables: ReaderVariables }>(async (c, next) => {
    const isAdministrator = c.var.bearer.kind === 'client_credentials'
    const session = await readAccountToken(state, c.req.header(accountTokenHeader))
    if (!isAdministrator && session === null) return forbidden(c)
    c.set('reader', isAdministrator ? null : session)
    return next()
  })
  return [anyBearer(state), reader] as const
}

/** The account of `:accountId` as `c.var.account`. Another one than that of the token is 403, which is assumed. */
export function knownAccount(state: ElasticPathState) {
  return createMiddleware<{ Variables: { account: Account; reader?: Reader } }>(async (c, next) => {
    const account = state.accounts.accounts.find(({ id }) => id === c.req.param('accountId'))
    const { reader } = c.var
    if (reader && reader.accountId !== c.req.param('accountId')) return forbidden(c)
    if (account === undefined) return notFound(c, 'account not found')
    c.set('account', account)
    return next()
  })
}

/** The member of `:memberId` as `c.var.member`; of other members the token of one tells nothing. */
export function knownMember(state: ElasticPathState) {
  return createMiddleware<{ Variables: { member: AccountMember; reader?: Reader } }>(
    async (c, next) => {
      const member = state.accounts.members.find(({ id }) => id === c.req.param('memberId'))
      const { reader } = c.var
      if (reader && reader.memberId !== c.req.param('memberId')) return forbidden(c)
      if (member === undefined) return notFound(c)
      c.set('member', member)
      return next()
    },
  )
}
