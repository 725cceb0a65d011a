import { z } from 'zod'

/** A NumericDate of a token in the forms that a person reads. `seconds` is as sent (RFC 7519 section 2). */
export const tokenTimeSchema = z.object({
  claim: z.string(),
  seconds: z.number(),
  /** ISO 8601 in UTC. */
  utc: z.string(),
})

/** A decoded token, without its signature: safe to show. Nothing in it is verified. */
export const inspectedTokenSchema = z.object({
  /** The parameter it stands in: `access_token`, `id_token`, `saas_token`, ... */
  name: z.string(),
  kind: z.enum(['jws', 'jwe', 'opaque', 'malformed']),
  /** One sentence that says what it is and what can be learned from it. */
  summary: z.string(),
  /** Bytes of the token as sent. */
  size: z.number().int(),
  header: z.json().nullable(),
  claims: z.json().nullable(),
  times: z.array(tokenTimeSchema),
  /** What the members of header and claims mean, by name; what is not standard has no entry. */
  explanations: z.object({
    header: z.record(z.string(), z.string()),
    claims: z.record(z.string(), z.string()),
  }),
  /** What is odd about it: duplicate members, malformed parts, dangerous headers. */
  warnings: z.array(z.string()),
})
export type InspectedToken = z.infer<typeof inspectedTokenSchema>
