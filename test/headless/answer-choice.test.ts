import { describe, expect, it } from 'vitest'
import { type Answerer, answerChoice } from '../../electron/headless/answer-choice.ts'
import type { RunView } from '../../shared/run.ts'

const question: NonNullable<RunView['choosing']> = {
  stageId: 'profiles',
  input: 'store.profile',
  question: 'Which profile signs the person in?',
  options: [
    { id: 'p-1', title: 'Staff', detail: 'https://login.acme.example' },
    { id: 'p-2', title: 'Customers', detail: '' },
  ],
}

/** A person who types the lines; null stands for nobody. */
function answerer(typed: string[] | null, isScripted = false) {
  const noted: string[] = []
  const lines =
    typed &&
    async function* () {
      yield* typed
    }
  const someone: Answerer = { isScripted, lines, note: (line) => void noted.push(line) }
  return { someone, noted }
}

describe('a choice on the command line', () => {
  it.each([
    ['by its number', ['2'], 'p-2'],
    ['by its id', ['p-2'], 'p-2'],
    ['after an empty line', ['', ' 1 '], 'p-1'],
    ['after one that is none', ['3', 'Staff', '1'], 'p-1'],
  ])('is made %s', async (_how, typed, id) => {
    const { someone } = answerer(typed)
    expect((await answerChoice(question, someone)).id).toBe(id)
  })

  it('is asked for with numbered options and how to answer beforehand', async () => {
    const { someone, noted } = answerer(['x', '1'])
    await answerChoice(question, someone)
    expect(noted).toEqual([
      'Which profile signs the person in?',
      '  1  Staff, https://login.acme.example',
      '  2  Customers',
      'To be asked no more: --input store.profile=p-1',
      'Your answer, a number from 1 to 2 or an id, and Enter:',
      'There is no option x; type a number from 1 to 2 or an id.',
    ])
  })

  it('is the first one for a scripted sign-in, which is said in one line', async () => {
    const { someone, noted } = answerer(['2'], true)
    expect((await answerChoice(question, someone)).id).toBe('p-1')
    expect(noted).toEqual([
      'Which profile signs the person in? Taken: Staff. --input store.profile=p-1 presets it.',
    ])
  })

  it.each([
    ['nobody is there', null, 'There is no terminal to ask'],
    ['the input ends', ['9'], 'Standard input ended before an answer'],
  ])('is missing where %s, and the sentence holds every answer', async (_where, typed, why) => {
    const { someone } = answerer(typed)
    await expect(answerChoice(question, someone)).rejects.toMatchObject({
      code: 'choice_missing',
      message: `Which profile signs the person in? ${why}; answer with --input store.profile=ID, the ids are: p-1 (Staff), p-2 (Customers).`,
    })
  })

  it('says nothing of an input where none would answer', async () => {
    const { someone, noted } = answerer([], true)
    await answerChoice({ ...question, input: '' }, someone)
    expect(noted).toEqual(['Which profile signs the person in? Taken: Staff.'])
  })

  it('keeps what a server wrote from moving the cursor', async () => {
    const { someone, noted } = answerer(['1'])
    const [first] = question.options
    const hostile = {
      ...question,
      options: [{ ...first, id: 'p', title: 'a\u001b[2J\nb', detail: '' }],
    }
    await answerChoice(hostile, someone)
    expect(noted[1]).toBe('  1  a [2J b')
  })
})
