import { z } from 'zod'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { FailureCode } from '../../../../shared/failure.ts'
import { FlowError } from '../../failure.ts'
import type { Purpose, StageTools } from '../../flow/stage.ts'
import { type JsonAnswer, sendJson } from '../send-json.ts'

export interface Answer extends JsonAnswer {
  /** What the error body says, in its own words; empty when it says nothing. */
  said: string
  /** To be quoted to the platform's support. */
  requestId: string | null
}

/**
 * The error bodies of elastic-path.md section 2: the list of the API, where `status` is a number, a text or
 * missing, and the broker's, which spells its description in two ways.
 */
const errorSchema = z.union([
  z
    .looseObject({
      errors: z
        .array(
          z.looseObject({
            title: z.string().optional(),
            detail: z.string().optional(),
            request_id: z.string().optional(),
          }),
        )
        .min(1),
    })
    .transform(({ errors }) => ({
      said: errors.map(({ title, detail }) => detail ?? title ?? '').join('; '),
      requestId: errors.find(({ request_id }) => request_id)?.request_id ?? null,
    })),
  z
    .looseObject({
      error: z.string(),
      error_description: z.string().optional(),
      errorDescription: z.string().optional(),
    })
    .transform(({ error, error_description, errorDescription }) => ({
      said: error_description ?? errorDescription ?? error,
      requestId: null,
    })),
])

export function errorIn(body: unknown): Pick<Answer, 'said' | 'requestId'> {
  const parsed = errorSchema.safeParse(body)
  return parsed.success ? parsed.data : { said: '', requestId: null }
}

/** Sends a draft and reads the answer and its error. A redirect is never followed (W-03). */
export async function send(
  request: RequestDraft,
  purpose: Purpose,
  tools: StageTools,
): Promise<Answer> {
  const answer = await sendJson(request, purpose, tools)
  return { ...answer, ...errorIn(answer.body) }
}

/** The failure for an answer that is not the wanted one. `sentence` names the thing and the fix. */
export function refused(code: FailureCode, sentence: string, answer: Answer): FlowError {
  const { status, said, requestId } = answer
  return new FlowError(code, said ? `${sentence} It says: ${said}` : sentence, {
    status,
    ...(said && { said }),
    ...(requestId !== null && { request_id: requestId }),
  })
}
