import { z } from 'zod'
import { MASK } from '../../../../../shared/redact.ts'
import type { Json } from '../../../tokens/read-json.ts'
import type { LiveItem } from '../../administration.ts'

/* An OIDC profile as an administrator sees it: also one that no storefront could use. Pure. */

const text = z.string().nullish().catch(null)
const profileSchema = z.looseObject({
  id: z.string().min(1),
  name: text,
  client_id: text,
  discovery_url: text,
  meta: z.looseObject({ issuer: text, created_at: text, updated_at: text }).nullish().catch(null),
  links: z.record(z.string(), z.unknown()).nullish().catch(null),
})
const listSchema = z.looseObject({ data: z.array(z.unknown()) })

/** What the platform itself gives to a profile; the rest is written as it is read. */
const given = new Set(['id', 'type', 'meta', 'links', 'relationships'])

export function profileItems(body: unknown): LiveItem[] {
  const { data } = listSchema.safeParse(body).data ?? { data: [] }
  return data.flatMap((one) => {
    const parsed = profileSchema.safeParse(one)
    return parsed.success ? [itemOf(parsed.data)] : []
  })
}

function itemOf(profile: z.infer<typeof profileSchema>): LiveItem {
  const { id, name, discovery_url: discoveryUrl, meta } = profile
  const own = Object.entries(profile).filter(([member]) => !given.has(member))
  const issuer = meta?.issuer ?? null
  return {
    id,
    title: name || id,
    detail: URL.parse(issuer ?? discoveryUrl ?? '')?.host ?? '',
    // The secret is in no answer; the mask says that there is one.
    value: { ...(Object.fromEntries(own) as Record<string, Json>), client_secret: MASK },
    version: null,
    readOnly: null,
    facts: [
      { name: 'id', value: id },
      { name: 'issuer', value: issuer ?? 'not told' },
      ...['callback-endpoint', 'authorization-endpoint', 'client-discovery-url'].flatMap((name) =>
        typeof profile.links?.[name] === 'string' ? [{ name, value: profile.links[name] }] : [],
      ),
      { name: 'updated', value: meta?.updated_at ?? meta?.created_at ?? 'not told' },
    ],
  }
}
