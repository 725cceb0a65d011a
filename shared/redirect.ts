import { z } from 'zod'

/** Where the browser comes back to. Port 0 takes a free one (RFC 8252 section 7.3). */
export const redirectSchema = z.strictObject({
  method: z.enum(['loopback', 'deep-link', 'paste']).default('loopback'),
  host: z.enum(['127.0.0.1', 'localhost', '[::1]']).default('127.0.0.1'),
  port: z.number().int().min(0).max(65535).default(0),
  path: z
    .string()
    .regex(/^\/[\w./-]*$/, 'must be a path such as /callback')
    .default('/callback'),
  /** The redirect URI to send when the callback is pasted: that of the storefront. */
  uri: z.url().optional(),
})
export type Redirect = z.infer<typeof redirectSchema>
