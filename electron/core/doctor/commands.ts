import type { Connection, ConnectionSummary } from '../../../shared/connection.ts'
import { type Redirect, redirectSchema } from '../../../shared/redirect.ts'
import type { Handlers } from '../dispatch.ts'
import type { Doctor } from './doctor.ts'

type DoctorCommand = Extract<keyof Handlers, `doctor.${string}`>

export function doctorCommands(doctor: Doctor): Pick<Handlers, DoctorCommand> {
  return {
    'doctor.check': (input) => doctor.check(input),
    'doctor.tryBrowser': () => doctor.tryBrowser(),
    'doctor.cancel': () => doctor.cancel(),
    'doctor.get': () => doctor.get(),
  }
}

/** How the browser comes back to a connection; what an id stands for may be several, whose first one counts. */
export function redirectOf(
  summaries: readonly ConnectionSummary[],
  id: string,
  [connection]: readonly Connection[],
): { name: string; redirect: Redirect } {
  const name = summaries.find((summary) => summary.id === id)?.name ?? id
  return { name, redirect: connection?.redirect ?? redirectSchema.parse({}) }
}
