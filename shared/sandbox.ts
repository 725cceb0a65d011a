import { z } from 'zod'

/** The embedded sandbox as people and scripts see it: the first line of `emulate` is this document. */
export const sandboxStatusSchema = z.object({
  running: z.boolean(),
  /** Origins on loopback; null while stopped. */
  issuer: z.string().nullable(),
  /** The emulated platforms by id: `apiUrl`, and what a connection to it needs besides; empty while stopped. */
  platforms: z.record(z.string(), z.object({ apiUrl: z.string() }).catchall(z.string())),
  /** Clients of the identity provider; the secrets are the sandbox's own and protect nothing. */
  clients: z.array(
    z.object({ clientId: z.string(), clientSecret: z.string().nullable(), use: z.string() }),
  ),
  people: z.array(
    z.object({
      login: z.string(),
      password: z.string(),
      email: z.string().nullable(),
      note: z.string(),
    }),
  ),
  sites: z.array(z.object({ key: z.string(), note: z.string() })),
})
export type SandboxStatus = z.infer<typeof sandboxStatusSchema>
