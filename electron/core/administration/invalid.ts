import { FlowError } from '../failure.ts'

/** What the platform's own rules, or a plan, do not allow: nothing was sent. */
export function invalid(message: string): FlowError {
  return new FlowError('administration_invalid', message)
}
