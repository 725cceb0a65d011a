import type { InspectedToken } from '../../shared/token.ts'
import type { Entry } from '../../renderer/features/tokens/tokens-state.ts'

/** A decoded token as the core gives it, with what a test needs of it. */
export function inspected(part: Partial<InspectedToken> = {}): InspectedToken {
  return {
    name: 'token',
    kind: 'jws',
    summary: 'This is a JWT.',
    size: 812,
    header: { alg: 'RS256' },
    claims: {},
    times: [],
    explanations: { header: {}, claims: {} },
    warnings: [],
    ...part,
  }
}

export function pasted(part: Partial<InspectedToken> = {}, text = 'a.b.c'): Entry {
  return { key: text, source: { text }, token: inspected(part), stage: null }
}
