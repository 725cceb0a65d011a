import { describe, expect, it } from 'vitest'
import { ownerOfState, refusalOfOwner } from '../../../electron/core/flow/callback-owner.ts'

const sent = [
  { number: 1, state: 'a', ended: 'used' },
  { number: 1, state: 'b', ended: 'cancelled' },
  { number: 2, state: 'c', ended: 'over' },
  { number: 3, state: 'd', ended: 'waiting' },
] as const

describe('whose a state is', () => {
  it.each([
    ['a', 'This callback was already used by run 1.', 'already-used'],
    ['b', 'belongs to run 1, which was cancelled', 'cancelled-run'],
    ['c', 'belongs to an earlier sign-in of run 2', 'ended-run'],
    ['d', 'belongs to run 3, which still waits for it', 'other-run'],
  ])('%s: %s', (state, sentence, kind) => {
    const owner = ownerOfState(sent, state)
    expect(owner && refusalOfOwner(owner)).toEqual({
      kind,
      reason: expect.stringContaining(sentence),
    })
  })

  it.each(['', 'A', 'aa', 'e'])('nobody sent %j', (state) => {
    expect(ownerOfState(sent, state)).toBeNull()
  })

  it('what was sent twice counts as it stands now', () => {
    const again = [...sent, { number: 1, state: 'b', ended: 'waiting' as const }]
    expect(ownerOfState(again, 'b')?.ended).toBe('waiting')
  })
})
