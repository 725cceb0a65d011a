import { z } from 'zod'
import type { Values } from '../../../../shared/values.ts'

/* The OIDC profiles of a realm, as a list or alone (elastic-path.md section 4.2). Pure. */

export type OidcProfile = Values['oidcProfile']

const linksSchema = z.looseObject({
  'authorization-endpoint': z.string().optional(),
  'callback-endpoint': z.string().optional(),
})

const profileSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  client_id: z.string().min(1),
  discovery_url: z.string().min(1),
  meta: z.looseObject({ issuer: z.string().nullish() }).nullish(),
  links: linksSchema.nullish(),
})

const answerSchema = z.looseObject({
  data: z.union([z.array(z.unknown()), z.looseObject({})]),
  links: linksSchema.nullish().catch(null),
})

export interface ProfileReading {
  profiles: OidcProfile[]
  /** Items that cannot be used, each with what is missing. */
  unusable: string[]
}

/** Null where the body is no list of profiles, and no profile either. */
export function readProfiles(body: unknown): ProfileReading | null {
  const answer = answerSchema.safeParse(body)
  if (!answer.success) return null
  const { data, links } = answer.data
  const items: unknown[] = Array.isArray(data) ? data : [data]
  const reading: ProfileReading = { profiles: [], unusable: [] }
  for (const [index, item] of items.entries()) {
    // In lists the links are inside each item, alone they are beside it; the specification allows both.
    const found = readProfile(item, items.length === 1 ? (links ?? {}) : {})
    if (typeof found === 'string') reading.unusable.push(`data[${index}] has no usable ${found}`)
    else reading.profiles.push(found)
  }
  return reading
}

/** The profile, or the path that is missing. */
function readProfile(item: unknown, beside: z.infer<typeof linksSchema>): OidcProfile | string {
  const parsed = profileSchema.safeParse(item)
  if (!parsed.success) return parsed.error.issues[0]?.path.join('.') || 'members'
  const { id, name, client_id, discovery_url, meta, links } = parsed.data
  const link = (rel: 'authorization-endpoint' | 'callback-endpoint') => links?.[rel] ?? beside[rel]
  const authorizationEndpoint = link('authorization-endpoint')
  if (authorizationEndpoint === undefined) return 'links["authorization-endpoint"]'
  return {
    id,
    name: name || id,
    clientId: client_id,
    discoveryUrl: discovery_url,
    issuer: meta?.issuer ?? null,
    authorizationEndpoint,
    callbackEndpoint: link('callback-endpoint') ?? null,
  }
}

/** How many items a body lists. */
export function profileCount(body: unknown): number {
  const { data } = answerSchema.safeParse(body).data ?? {}
  return Array.isArray(data) ? data.length : data ? 1 : 0
}

/** Those that a name or an id means: all without one. Names need not be unique. */
export function namedProfiles(profiles: readonly OidcProfile[], wanted: string | null) {
  if (wanted === null) return [...profiles]
  const byId = profiles.filter(({ id }) => id === wanted)
  return byId.length > 0 ? byId : profiles.filter(({ name }) => name === wanted)
}

/** For people: the host of the provider, then where its discovery document is. */
export function describeProfile({ issuer, discoveryUrl }: OidcProfile): string {
  const host = URL.parse(issuer ?? discoveryUrl)?.host
  return host ? `${host}, ${discoveryUrl}` : discoveryUrl
}
