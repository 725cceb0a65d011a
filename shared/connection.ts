import { z } from 'zod'
import { platformConnections } from './platforms/registry.ts'

/** One document of a configured tenant or store: the connection file and the stored form alike. */
export const connectionSchema = z.discriminatedUnion('platform', platformConnections)
export type Connection = z.infer<typeof connectionSchema>
export type Platform = Connection['platform']
export type ConnectionOf<P extends Platform> = Extract<Connection, { platform: P }>

/** What lists and pickers need of a connection: nothing secret. */
export const connectionSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.string(),
  kind: z.enum(['sandbox', 'stored', 'file']),
  /** Site configurations to choose from; empty while unknown (read live). */
  sites: z.array(z.object({ key: z.string(), note: z.string() })),
  /** Ids of the flows that can run on it. */
  flows: z.array(z.string()),
})
export type ConnectionSummary = z.infer<typeof connectionSummarySchema>
