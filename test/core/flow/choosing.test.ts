import { describe, expect, it } from 'vitest'
import { ChoiceWait } from '../../../electron/core/flow/choice-wait.ts'
import { FlowError } from '../../../electron/core/failure.ts'
import type { Question } from '../../../shared/run.ts'

const question: Question = {
  input: 'store.profile',
  question: 'Which one?',
  options: [
    { id: 'a', title: 'A', detail: '' },
    { id: 'b', title: 'B', detail: '' },
  ],
}

function asking() {
  const told: (Question | null)[] = []
  const wait = new ChoiceWait((choosing) => told.push(choosing))
  const abort = new AbortController()
  return { wait, told, abort, answer: wait.ask(question, abort.signal) }
}

describe('a choice', () => {
  it('tells the question, takes one of the options, and tells that it is over', async () => {
    const { wait, told, answer } = asking()
    expect(told).toEqual([question])
    wait.answer('b')
    expect(await answer).toBe('b')
    expect(told).toEqual([question, null])
  })

  it('refuses what is no option and goes on asking', async () => {
    const { wait, answer } = asking()
    expect(() => wait.answer('c')).toThrow('c is no option; the options are: a, b.')
    wait.answer('a')
    expect(await answer).toBe('a')
  })

  it('refuses an answer that nobody asked for, also a second one', async () => {
    const { wait, answer } = asking()
    wait.answer('a')
    await answer
    expect(() => wait.answer('a')).toThrow('does not ask')
    expect(() => new ChoiceWait(() => {}).answer('a')).toThrow('does not ask')
  })

  it('ends when the run is cancelled, for the reason of the cancellation', async () => {
    const { told, abort, answer } = asking()
    abort.abort(new FlowError('cancelled', 'The run was cancelled.'))
    await expect(answer).rejects.toThrow('The run was cancelled.')
    expect(told.at(-1)).toBeNull()
  })

  it('is not asked in a run that is cancelled already', async () => {
    const told: unknown[] = []
    const wait = new ChoiceWait((choosing) => told.push(choosing))
    await expect(wait.ask(question, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
    expect(told).toEqual([])
  })
})
