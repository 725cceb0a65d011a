import { z } from 'zod'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { Answer } from './answers.ts'

/** So many at most, the first one included. */
const mostPages = 10

const listSchema = z.looseObject({
  /** Null, a URL, or the text `null` (elastic-path.md section 2). */
  links: z
    .looseObject({ next: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  meta: z
    .looseObject({ results: z.looseObject({ total: z.number() }).optional().catch(undefined) })
    .nullish()
    .catch(null),
})

export interface Pages {
  /** All that answered 200, in order. */
  bodies: unknown[]
  /** The answer that ended the reading, where it was not the last page; the first one's, if that was refused. */
  refusal: Answer | null
  /** Whether there would be more: too many pages, or a link to another host, which is not followed. */
  cut: boolean
}

/**
 * Reads a list page by page: by the link to the next one, which must stay on the host that was asked, because the
 * access token goes with it (B-13); else by the total that the list tells. `count` says how many a page holds.
 */
export async function readPages(
  first: RequestDraft,
  count: (body: unknown) => number,
  ask: (request: RequestDraft) => Promise<Answer>,
): Promise<Pages> {
  const bodies: unknown[] = []
  const asked = new Set<string>()
  let seen = 0
  let url: string | null = first.url
  while (url !== null) {
    if (asked.size === mostPages || asked.has(url)) return { bodies, refusal: null, cut: true }
    asked.add(url)
    const answer = await ask({ ...first, url })
    if (answer.status !== 200) return { bodies, refusal: answer, cut: false }
    bodies.push(answer.body)
    seen += count(answer.body)
    const next = nextPage(answer.body, first.url, seen)
    if (next === 'elsewhere') return { bodies, refusal: null, cut: true }
    url = next?.href ?? null
  }
  return { bodies, refusal: null, cut: false }
}

function nextPage(body: unknown, from: string, seen: number): URL | 'elsewhere' | null {
  const { links, meta } = listSchema.safeParse(body).data ?? {}
  const link = links?.next && links.next !== 'null' ? URL.parse(links.next, from) : null
  if (link?.origin === new URL(from).origin) return link
  const total = meta?.results?.total
  if (total === undefined) return link ? 'elsewhere' : null
  if (seen === 0 || seen >= total) return null
  const url = new URL(from)
  url.searchParams.set('page[offset]', String(seen))
  return url
}
