import { createMiddleware } from 'hono/factory'
import { badRequest } from './api-errors.ts'
import type { ElasticPathState } from './state.ts'

/** What a handler behind `paging` finds in `c.var`. */
export interface PageVariables {
  page: { limit: number; offset: number }
}

/** Reads `page[limit]` (1 to 100, else the store's page length) and `page[offset]` as `c.var.page`. */
export function paging(state: ElasticPathState) {
  return createMiddleware<{ Variables: PageVariables }>(async (c, next) => {
    const limit = Number(c.req.query('page[limit]') ?? state.pageLength)
    const offset = Number(c.req.query('page[offset]') ?? 0)
    // Assumed: the range is documented, the answer beyond it is not.
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      return badRequest(c, 'page[limit] must be a whole number from 1 to 100')
    if (!Number.isInteger(offset) || offset < 0)
      return badRequest(c, 'page[offset] must be a whole number from 0')
    c.set('page', { limit, offset })
    return next()
  })
}

/** As much of a handler's context as is needed. */
interface Paged {
  req: { url: string }
  var: PageVariables
}

/** The asked-for part of a list in its envelope: `data`, `meta` and `links`. */
export function pageOf<T>(c: Paged, items: readonly T[]) {
  const { limit, offset } = c.var.page
  const total = items.length
  const lastOffset = Math.max(0, Math.ceil(total / limit) - 1) * limit
  const link = (start: number) => linkTo(c.req.url, limit, start)
  return {
    data: items.slice(offset, offset + limit),
    meta: {
      results: { total },
      page: {
        limit,
        offset,
        current: Math.floor(offset / limit) + 1,
        total: Math.ceil(total / limit),
      },
    },
    links: {
      current: link(offset),
      first: link(0),
      last: link(lastOffset),
      next: offset + limit < total ? link(offset + limit) : null,
      prev: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    },
  }
}

/** [D] the brackets are escaped in some examples and not in others; other parameters, as filters, are kept. */
function linkTo(url: string, limit: number, offset: number): string {
  const { origin, pathname, searchParams } = new URL(url)
  searchParams.delete('page[limit]')
  searchParams.delete('page[offset]')
  const others = searchParams.size > 0 ? `&${searchParams.toString()}` : ''
  return `${origin}${pathname}?page[offset]=${offset}&page[limit]=${limit}${others}`
}
