import { z } from 'zod'
import type { Exchange } from '../../../../../shared/exchange.ts'
import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { fact } from '../../../findings/evidence.ts'
import type { Facts } from '../../../findings/rule.ts'
import { readJson } from '../../send-json.ts'
import { type ErrorFamily, errorFamily } from '../answers.ts'

/** What the platform said last, read by its body families. */
export interface PlatformAnswer {
  status: number
  family: ErrorFamily
  said: string
  /** `fault.detail.errorcode` of the gateway, else empty. */
  errorcode: string
  /** What `details` says, as far as it says anything. */
  details: string[]
  body: unknown
}

const errorcodeSchema = z.looseObject({
  fault: z.looseObject({ detail: z.looseObject({ errorcode: z.string() }) }),
})
const detailsSchema = z.looseObject({
  details: z.array(z.union([z.string(), z.looseObject({ message: z.string() })])),
})

/** The last answer of the stage, or null where it is not one of the platform. */
export function platformAnswer({ answer }: Facts): PlatformAnswer | null {
  return answer?.party === 'platform' ? readAnswer(answer) : null
}

export function readAnswer({ response }: Exchange): PlatformAnswer | null {
  if (response === null) return null
  const body = readJson(response.body)
  const errorcode = errorcodeSchema.safeParse(body)
  const details = detailsSchema.safeParse(body)
  return {
    status: response.status,
    ...errorFamily(body),
    errorcode: errorcode.success ? errorcode.data.fault.detail.errorcode : '',
    details: details.success
      ? details.data.details.map((one) => (typeof one === 'string' ? one : one.message))
      : [],
    body,
  }
}

/** The answer as rows: its status, and the words of its body. */
export function answerRows({
  status,
  said,
  errorcode,
  details,
}: PlatformAnswer): FindingEvidence[] {
  const words = [said, ...details]
    .filter((text) => text !== '')
    .map((text) => text.replace(/\.$/, ''))
    .join(': ')
  return [
    fact('Status', String(status), 'response'),
    ...(words === '' ? [] : [fact('It says', words, 'response body')]),
    ...(errorcode === '' ? [] : [fact('errorcode', errorcode, 'response body, fault')]),
  ]
}

/** Whether the stage can speak of the subject token: at the exchange the gateway speaks of its bearer alone. */
export function isAboutToken(facts: Facts): boolean {
  return facts.record.stageId !== 'exchange' || platformAnswer(facts)?.family !== 'gateway'
}

/** The scopes that an error body says are missing: `Missing required scopes '[customer.customer_read]'`. */
export function missingScopes({ details }: PlatformAnswer): string[] {
  const list = details.map((text) => /\[([^\]]+)\]/.exec(text)?.[1]).find(Boolean)
  return list?.split(/[\s,]+/).filter((name) => name !== '') ?? []
}
