import type { RunView } from '../../shared/run.ts'
import { FlowError } from '../core/failure.ts'
import { oneLine } from './one-line.ts'

type Question = NonNullable<RunView['choosing']>
type Option = Question['options'][number]

/** Who is there to answer. */
export interface Answerer {
  /** The browser is played, so there is no person to ask. */
  isScripted: boolean
  /** What the person types, line by line; null where there is no terminal. */
  lines: (() => AsyncIterable<string>) | null
  note: (line: string) => void
}

/** Answers for the person, or asks them. Throws `choice_missing`, which says how to answer beforehand. */
export async function answerChoice(question: Question, answerer: Answerer): Promise<Option> {
  const [first] = question.options
  if (answerer.isScripted && first) {
    answerer.note(oneLine(`${question.question} Taken: ${first.title}.${byInput(question, first)}`))
    return first
  }
  if (!answerer.lines) throw missing(question, 'There is no terminal to ask')
  askIn(question, answerer)
  for await (const line of answerer.lines()) {
    const typed = line.trim()
    if (typed === '') continue
    const option = optionBy(question, typed)
    if (option) return option
    answerer.note(oneLine(`There is no option ${typed}; type ${range(question)}.`))
  }
  throw missing(question, 'Standard input ended before an answer')
}

function askIn(question: Question, { note }: Answerer): void {
  const width = String(question.options.length).length
  note(oneLine(question.question))
  for (const [index, { title, detail }] of question.options.entries()) {
    note(oneLine(`  ${String(index + 1).padStart(width)}  ${title}${detail ? `, ${detail}` : ''}`))
  }
  const [first] = question.options
  if (first && question.input) note(oneLine(`To be asked no more: ${inputOf(question, first)}`))
  note(`Your answer, ${range(question)}, and Enter:`)
}

/** The number is what the person sees; an id is what a script has. */
function optionBy({ options }: Question, typed: string): Option | undefined {
  const byNumber = /^\d{1,4}$/.test(typed) ? options[Number(typed) - 1] : undefined
  return byNumber ?? options.find(({ id }) => id === typed)
}

const range = ({ options }: Question) =>
  options.length === 1 ? 'the number 1 or the id' : `a number from 1 to ${options.length} or an id`

const inputOf = ({ input }: Question, { id }: Option) => `--input ${input}=${id}`

const byInput = (question: Question, option: Option) =>
  question.input ? ` ${inputOf(question, option)} presets it.` : ''

function missing({ question, input, options }: Question, why: string): FlowError {
  const known = options.map(({ id, title }) => (id === title ? id : `${id} (${title})`)).join(', ')
  const remedy = input ? `answer with --input ${input}=ID, the ids are` : 'the options are'
  return new FlowError('choice_missing', oneLine(`${question} ${why}; ${remedy}: ${known}.`))
}
