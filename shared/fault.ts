import { z } from 'zod'

/** A named misbehaviour that the sandbox can be told to show. */
export const faultSchema = z.object({
  /** Stable: scripts and trace files name it. */
  id: z.string(),
  /** Which of the sandbox's services shows it. */
  service: z.string(),
  /** One line: what it does. */
  title: z.string(),
  on: z.boolean(),
})
export type Fault = z.infer<typeof faultSchema>
