import type { CommandName, Input, Output } from '../../shared/contract.ts'
import type { Core } from '../core/core.ts'
import { FlowError } from '../core/failure.ts'

/** Calls the core and turns a refusal back into the error it was. */
export async function call<N extends CommandName>(
  core: Core,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const reply = await core.call(name, input)
  if (reply.ok) return reply.value
  const { code, message, evidence } = reply.failure
  throw new FlowError(code, message, evidence)
}
