import { z } from 'zod'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { FailureCode } from '../../../../shared/failure.ts'
import { FlowError } from '../../failure.ts'
import type { Purpose, StageTools } from '../../flow/stage.ts'
import { type JsonAnswer, sendJson } from '../send-json.ts'

/**
 * The three error bodies of emporix.md section 7: `ErrorMessage` of the services, the text-status family of
 * IAM and session context, and the gateway's `fault`.
 */
export type ErrorFamily = 'service' | 'iam' | 'gateway' | 'none'

export interface Answer extends JsonAnswer {
  family: ErrorFamily
  /** What the error body says, in its own words; empty when it says nothing. */
  said: string
}

const familySchema = z.union([
  z.looseObject({ fault: z.looseObject({ faultstring: z.string() }) }).transform(({ fault }) => ({
    family: 'gateway' as const,
    said: fault.faultstring,
  })),
  z
    .looseObject({ status: z.number(), message: z.string() })
    .transform(({ message }) => ({ family: 'service' as const, said: message })),
  z
    .looseObject({ code: z.number(), message: z.string() })
    .transform(({ message }) => ({ family: 'iam' as const, said: message })),
])

export function errorFamily(body: unknown): Pick<Answer, 'family' | 'said'> {
  const parsed = familySchema.safeParse(body)
  return parsed.success ? parsed.data : { family: 'none', said: '' }
}

/** Sends a draft and reads the answer as JSON where it is JSON. A redirect is never followed (W-03). */
export async function send(
  request: RequestDraft,
  purpose: Purpose,
  tools: StageTools,
): Promise<Answer> {
  const answer = await sendJson(request, purpose, tools)
  return { ...answer, ...errorFamily(answer.body) }
}

/** What the gateway said, where it answered: with 401 alone it speaks of the bearer. */
export function gatewaySentence({ status }: Answer, handedOn: 'subject token' | 'code'): string {
  const refused = `The gateway refused the request with ${status}`
  if (status === 401)
    return `${refused}: this is about the anonymous token, which is missing, expired or of another tenant, not about the ${handedOn}.`
  if (status === 429)
    return `${refused}: its limit of requests is reached; this is not about the ${handedOn}.`
  if (status === 414) return `${refused}: the URL with the ${handedOn} is too long for it.`
  return status >= 500
    ? `The gateway answers ${status}: the platform is unavailable at the moment; nothing was refused.`
    : `${refused}, before the platform read the ${handedOn}.`
}

/** The failure for an answer that is not the wanted one. */
export function refused(code: FailureCode, sentence: string, answer: Answer): FlowError {
  const { status, family, said } = answer
  return new FlowError(code, said ? `${sentence} It says: ${said}.` : sentence, {
    status,
    family,
    ...(said && { said }),
  })
}
