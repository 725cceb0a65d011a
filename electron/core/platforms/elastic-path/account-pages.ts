import { z } from 'zod'
import type { Check } from '../../../../shared/check.ts'
import { type Values, valueSchemas } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import { check } from '../../flow/stage.ts'
import type { Answer } from './answers.ts'

type AccountToken = Values['accountToken']

/** One answer of `/v2/account-members/tokens`: a token for each account of the member, by pages. */
export interface AccountPage {
  memberId: string | null
  accounts: AccountToken[]
  /** Of all pages. */
  total: number
  /** Accounts in a page: the page-length setting of the store. */
  limit: number
}

/** [D] `meta` is missing in older examples. */
const answerSchema = z.looseObject({
  meta: z
    .looseObject({
      account_member_id: z.string().nullish(),
      page: z.looseObject({ limit: z.number().nullish() }).nullish(),
      results: z.looseObject({ total: z.number().nullish() }).nullish(),
    })
    .nullish(),
  data: z.array(valueSchemas.accountToken),
})

/** Throws `platform_response_invalid`, which names what does not fit. */
export function accountPageOf({ status, body }: Answer): AccountPage {
  const parsed = answerSchema.safeParse(body)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') || 'body'
    throw new FlowError(
      'platform_response_invalid',
      `The store answers ${status} without a usable ${path}.`,
      { status, path },
    )
  }
  const { meta, data } = parsed.data
  return {
    memberId: meta?.account_member_id ?? null,
    accounts: data,
    total: Math.max(meta?.results?.total ?? 0, data.length),
    limit: Math.max(meta?.page?.limit ?? 0, data.length),
  }
}

/** So many at most, the first one included. */
const mostPages = 20

export interface AllAccounts {
  accounts: AccountToken[]
  total: number
  pages: number
  /** The answer that ended the reading early. */
  refusal: Answer | null
}

/**
 * Reads the pages after the first one. The code is spent by then, so `ask` renews with a token of the first page,
 * which is assumed to take `page[...]` as the other lists do.
 */
export async function readFurtherPages(
  first: AccountPage,
  ask: (page: { limit: number; offset: number }) => Promise<Answer>,
): Promise<AllAccounts> {
  const { total } = first
  const byId = new Map(first.accounts.map((account) => [account.account_id, account]))
  let pages = 1
  for (const offset of offsetsAfter(first)) {
    const answer = await ask({ limit: first.limit, offset })
    if (!succeeded(answer)) return { accounts: [...byId.values()], total, pages, refusal: answer }
    for (const account of accountPageOf(answer).accounts) byId.set(account.account_id, account)
    pages += 1
  }
  return { accounts: [...byId.values()], total, pages, refusal: null }
}

/** Where the further pages begin. Without a token of the first page there is nothing to renew with. */
function offsetsAfter({ accounts, total, limit }: AccountPage): number[] {
  if (accounts.length === 0) return []
  const pages = Math.min(mostPages, Math.ceil(total / limit))
  return Array.from({ length: pages - 1 }, (_, index) => (index + 1) * limit)
}

/** [D] 201; any other 2xx is taken as well. */
export function succeeded({ status }: Answer): boolean {
  return status >= 200 && status < 300
}

export function pagesCheck({ accounts, total, pages, refusal }: AllAccounts): Check {
  const complete = accounts.length >= total
  const how =
    'The code is spent with the first page, so the others are read by renewing with a token of that page, which is assumed to work like other lists.'
  return check('accounts-read', 'Accounts read', complete ? 'passed' : 'warning', {
    expected: total,
    found: accounts.length,
    source: 'meta.results.total',
    message: refusal
      ? `${accounts.length} of ${total} accounts were read: page ${pages + 1} is refused with ${refusal.status}${refusal.said ? ` (${refusal.said})` : ''}. ${how}`
      : !complete
        ? `${accounts.length} of ${total} accounts were read from ${pages} pages; the others cannot be chosen. ${how}`
        : pages === 1
          ? `All accounts came at once: ${total}.`
          : `All ${total} accounts were read from ${pages} pages. ${how}`,
  })
}
