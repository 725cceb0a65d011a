import { z } from 'zod'

/**
 * A secret, or where it is. In a connection file it may stand in clear or name an environment variable or a
 * file; in the store it is always `sealed`: an id that only the secret store can open.
 */
export const secretSchema = z.union(
  [
    z.string().min(1),
    z.strictObject({ env: z.string().min(1) }),
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ sealed: z.string().min(1) }),
  ],
  { error: 'must be a text, {"env": NAME}, {"file": PATH} or {"sealed": ID}' },
)
export type Secret = z.infer<typeof secretSchema>
