import { z } from 'zod'
import { redirectSchema } from './redirect.ts'

/* The callback doctor: each way in which a callback can come, tried on this machine. Nothing reaches past loopback. */

export const doctorRouteIds = [
  'ipv4',
  'localhost',
  'ipv6',
  'paste',
  'deep-link',
  'window',
  'browser',
] as const
export type DoctorRouteId = (typeof doctorRouteIds)[number]

export const doctorRouteSchema = z.object({
  id: z.enum(doctorRouteIds),
  /** `Listener on 127.0.0.1` */
  title: z.string(),
  status: z.enum(['checking', 'passed', 'failed', 'warning', 'unknown']),
  /** What was found and what it means, in a sentence or two. */
  message: z.string(),
  /** The one change that helps; empty where nothing is wrong. */
  fix: z.string(),
  /** The redirect URI that would be sent this way; null where the way decides none. */
  redirectUri: z.string().nullable(),
  /** The way that the settings name. */
  chosen: z.boolean(),
})
export type DoctorRoute = z.infer<typeof doctorRouteSchema>

export const doctorReportSchema = z.object({
  id: z.string(),
  /** Whose settings were tried, in words: `connection acme`. */
  from: z.string(),
  /** The redirect URI to register; null where each sign-in has another. */
  redirectUri: z.string().nullable(),
  routes: z.array(doctorRouteSchema),
  /** Until when the browser may come, in milliseconds since the epoch; null while it is not tried. */
  browserUntil: z.number().nullable(),
})
export type DoctorReport = z.infer<typeof doctorReportSchema>

export const doctorInputSchema = z.strictObject({
  /** Of a connection, or as it is being edited; neither: the settings of a new connection. */
  connectionId: z.string().optional(),
  redirect: redirectSchema.optional(),
})
export type DoctorInput = z.output<typeof doctorInputSchema>
