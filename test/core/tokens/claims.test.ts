import { expect, test } from 'vitest'
import { claimExplanations, headerExplanations } from '../../../electron/core/tokens/claims.ts'

test.each([...claimExplanations, ...headerExplanations])('%s has one sentence', (_, sentence) => {
  expect(sentence).toMatch(/^[A-Z][^]*\.$/)
  expect(sentence.length).toBeLessThan(120)
})

test.each(
  'iss sub aud exp nbf iat jti azp client_id scope email email_verified nonce at_hash auth_time acr amr sid typ'.split(
    ' ',
  ),
)('%s is explained', (claim) => expect(claimExplanations.has(claim)).toBe(true))
