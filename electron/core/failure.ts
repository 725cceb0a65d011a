import { type Failure, type FailureCode, failureKinds } from '../../shared/failure.ts'

/** An expected failure: a stable code, one sentence that names the thing and the fix, and evidence. */
export class FlowError extends Error {
  readonly code: FailureCode
  readonly evidence: Failure['evidence']

  constructor(code: FailureCode, message: string, evidence?: Failure['evidence'], cause?: unknown) {
    super(message, { cause })
    this.name = 'FlowError'
    this.code = code
    this.evidence = evidence
  }
}

/** Anything thrown, as plain data for the other side of a boundary: no stack, no machine path (IPC-02). */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FlowError) {
    const { code, message, evidence } = thrown
    return { code, kind: failureKinds[code], message, ...(evidence && { evidence }) }
  }
  return {
    code: 'internal',
    kind: 'internal',
    message: `The console failed by itself (${thrown instanceof Error ? thrown.name : typeof thrown}); the log holds the details.`,
  }
}
