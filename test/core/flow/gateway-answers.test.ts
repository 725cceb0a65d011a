import { describe, expect, it } from 'vitest'
import type { RequestDraft } from '../../../shared/exchange.ts'
import { stageOf, type TestConsole } from '../../support/console.ts'
import { findingsWith } from '../../support/findings.ts'

/* The gateway before the platform answers for many reasons; about the anonymous token it speaks with 401 alone. */

const flows = [
  { flowId: 'emporix-token-exchange', stageId: 'exchange', handedOn: 'the subject token' },
  { flowId: 'emporix-sso', stageId: 'token-exchange', handedOn: 'the code' },
]

/** Beyond the documented 10 KB. */
const lengthened = (request: RequestDraft): RequestDraft => ({
  ...request,
  url: `${request.url}&more=${'x'.repeat(10_240)}`,
})

describe.each(flows)('$flowId', ({ flowId, stageId, handedOn }) => {
  it.each([
    [429, 'its limit of requests is reached', { faults: ['gateway-429'] }],
    [503, 'the platform is unavailable at the moment', { faults: ['gateway-503'] }],
    [414, `the URL with ${handedOn} is too long`, { edit: { stageId, change: lengthened } }],
  ])('%i is not called a matter of the anonymous token', async (status, sentence, cause) => {
    const { view } = await findingsWith({ flowId, ...cause })
    const { failure } = stageOf(view, stageId)
    expect(failure).toMatchObject({ evidence: { status, family: 'gateway' } })
    expect(failure?.message).toContain(sentence)
    expect(failure?.message).not.toContain('anonymous')
  })

  it('401 is', async () => {
    const expire = ({ clock }: TestConsole) => clock.advance(3_600_000)
    const { view } = await findingsWith({ flowId, beforeStage: { [stageId]: expire } })
    const { failure } = stageOf(view, stageId)
    expect(failure).toMatchObject({ evidence: { status: 401, family: 'gateway' } })
    expect(failure?.message).toContain(`about the anonymous token, which is missing, expired`)
    expect(failure?.message).toContain(`not about ${handedOn}`)
  })
})
