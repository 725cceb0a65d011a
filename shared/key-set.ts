import { z } from 'zod'
import { exchangeSchema } from './exchange.ts'

/* Public keys in plain words: those of a provider, and those that a site configuration has pinned. */

export const keyInWordsSchema = z.object({
  /** `RSA, 2048 bits, signs with RS256` */
  title: z.string(),
  kty: z.string().nullable(),
  /** `2048 bits`, `P-256`; null where the key does not tell. */
  size: z.string().nullable(),
  use: z.string().nullable(),
  alg: z.string().nullable(),
  kid: z.string().nullable(),
  /** RFC 7638 with SHA-256; null where members are missing, and for a symmetric key, which it would betray. */
  thumbprint: z.string().nullable(),
  /** The first one of `x5c`. */
  certificate: z
    .object({
      subject: z.string(),
      /** ISO 8601 */
      expiresAt: z.string(),
      expired: z.boolean(),
    })
    .nullable(),
  /** Whether it can verify the signature of a token. */
  verifies: z.boolean(),
  warnings: z.array(z.string()),
})
export type KeyInWords = z.infer<typeof keyInWordsSchema>

export const keySetInputSchema = z
  .strictObject({
    connectionId: z.string().optional(),
    issuer: z.string().max(2000).optional(),
    text: z.string().max(1_000_000).optional(),
  })
  .refine((input) => Object.values(input).filter((one) => one !== undefined).length === 1, {
    error: 'name one of connectionId, issuer and text',
  })

export const keySetSchema = z.object({
  /** `https://idp.example/jwks`, or `the pasted text`. */
  source: z.string(),
  issuer: z.string().nullable(),
  keys: z.array(keyInWordsSchema),
  /** About the set as a whole. */
  warnings: z.array(z.string()),
  exchanges: z.array(exchangeSchema),
})
export type KeySet = z.infer<typeof keySetSchema>

export const comparedKeySchema = z.object({
  status: z.enum(['same', 'only-pinned', 'only-live']),
  key: keyInWordsSchema,
  sentence: z.string(),
  /** JSON text of the key to insert, public members only; null where it is pinned or must not be. */
  insert: z.string().nullable(),
})
export type ComparedKey = z.infer<typeof comparedKeySchema>

export const keyComparisonSchema = z.object({
  site: z.string(),
  /** Where the pinned keys stand: `Site_PL.jwks`; null where the site validates online. */
  pinnedIn: z.string().nullable(),
  liveFrom: z.string(),
  issuer: z.string(),
  /** What it comes to, in a sentence. */
  sentence: z.string(),
  keys: z.array(comparedKeySchema),
  /** JSON text of the key set to pin in the place of the present one. */
  jwks: z.string(),
  exchanges: z.array(exchangeSchema),
})
export type KeyComparison = z.infer<typeof keyComparisonSchema>
