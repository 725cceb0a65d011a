import { Hono } from 'hono'
import { accountReader, knownMember } from './account-reader.ts'
import { alone, memberShape } from './account-shape.ts'
import type { AccountMember } from './accounts-state.ts'
import { badRequest } from './api-errors.ts'
import { type ListRules, selectItems, stampedSorts } from './list-query.ts'
import { pageOf, paging } from './pages.ts'
import type { ElasticPathState } from './state.ts'

/** [D] members can be read alone: they come into being with their `user-authentication-info`. */
export function accountMemberRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const reader = accountReader(state)

  app.get('/v2/account-members', ...reader, paging(state), (c) => {
    // [C] the platform's own command line takes the first element for the member who signed in.
    const own = c.var.reader?.memberId
    const readable = state.accounts.members.filter(({ id }) => own === undefined || own === id)
    const found = selectItems(c, readable, rules)
    if (typeof found === 'string') return badRequest(c, found)
    const { data, ...envelope } = pageOf(c, found)
    return c.json({ data: data.map((member) => memberShape(state, member)), ...envelope })
  })

  app.get('/v2/account-members/:memberId', ...reader, knownMember(state), (c) =>
    c.json(alone(memberShape(state, c.var.member))),
  )
  return app
}

/** [D] `ilike` alone; [C] the SDK knows the other two. */
const rules: ListRules<AccountMember> = {
  filters: {
    email: { operators: ['ilike', 'eq', 'like'], read: ({ email }) => email },
    name: { operators: ['ilike', 'eq', 'like'], read: ({ name }) => name },
  },
  sorts: { ...stampedSorts, email: ({ email }) => email, name: ({ name }) => name },
}
