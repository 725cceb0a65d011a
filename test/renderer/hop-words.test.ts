import { describe, expect, it } from 'vitest'
import { hopsSentence, letterOf, seenWord } from '../../renderer/features/debugger/hop-words.ts'
import type { Hop } from '../../shared/run.ts'
import { chainedRun } from '../support/demo-chained.ts'
import { recorded } from './recorded.ts'

const hops = chainedRun('hops', recorded.ready).stages.flatMap((stage) => stage.hops) as [Hop, Hop]

describe('two sign-ins, one inside the other', () => {
  it('tells the clients apart, and where each redirect URI goes', () => {
    expect([letterOf(0), letterOf(1)]).toEqual(['A', 'B'])
    expect(hopsSentence(hops)).toBe(
      `Client A is not client B, and redirect URI R1 is not R2. R1 goes into the ${hops[0].registeredAt}, R2 into the ${hops[1].registeredAt}.`,
    )
    expect(hopsSentence([])).toBe('')
  })

  it('says what the console has seen of each', () => {
    expect(hops.map(seenWord)).toEqual(['seen, the console makes it', 'seen by the probe'])
    expect(hops.map((hop, index) => seenWord({ ...hop, seen: false }, index))).toEqual([
      'not made yet',
      'not seen, happens between the browser and the provider',
    ])
  })
})
