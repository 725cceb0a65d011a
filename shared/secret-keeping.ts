import { z } from 'zod'

/** How secrets are kept at rest, and what the person can choose about it. */
export const secretKeepingSchema = z.object({
  /** Name of what holds the key: `gnome_libsecret`, `keychain`, `key-file`, `memory`. */
  backend: z.string(),
  /** Whether they survive a restart. */
  lasting: z.boolean(),
  sentence: z.string(),
  /** None where there is nothing to choose: a key store of the system seals, or the environment names the key. */
  choices: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** What it protects from, and what not. */
      explanation: z.string(),
      chosen: z.boolean(),
    }),
  ),
})
export type SecretKeeping = z.infer<typeof secretKeepingSchema>

export const chosenKeepingSchema = secretKeepingSchema.extend({
  /** Connections with a secret that could not be sealed anew: it stays as it was until it is entered again. */
  left: z.array(z.string()),
})
export type ChosenKeeping = z.infer<typeof chosenKeepingSchema>
