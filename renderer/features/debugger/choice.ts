import type { RunView } from '../../../shared/run.ts'
import { withCodes } from '../../ui/invisible.ts'

/* What the run asks and what the person has selected of it. Pure. */

export type Question = NonNullable<RunView['choosing']>
export type Option = Question['options'][number]

/** How the person stands to what the run asks. */
export interface Choice {
  /** Tells one question from the next one. */
  question: string
  optionId: string
  /** Its list has yet to take the focus. */
  isNew: boolean
  /** Answered; the run has not gone on yet, and a second answer would be refused. */
  isSent: boolean
}

/** The choice after a snapshot: kept while the same thing is asked, gone with the question. */
export function choiceAfter(before: Choice | null, { id, choosing }: RunView): Choice | null {
  const first = choosing?.options[0]
  if (!choosing || !first) return null
  const question = JSON.stringify([id, choosing])
  if (before?.question === question) return before
  return { question, optionId: first.id, isNew: true, isSent: false }
}

/** The option that would be taken; null while nothing is asked. */
export function selectedOption(run: RunView | null, choice: Choice | null): Option | null {
  const options = run?.choosing?.options ?? []
  return options.find(({ id }) => id === choice?.optionId) ?? options[0] ?? null
}

/** The input that would have answered, as the command line takes it; null where there is none. */
export function presetOf({ input }: Question, { id }: Option): string | null {
  if (input === '') return null
  const pair = `${input}=${id}`
  return `--input ${/^[\w.:=@/-]+$/.test(pair) ? pair : `'${pair.replaceAll("'", String.raw`'\''`)}'`}`
}

/** A detail in pieces: URLs and ids, which are single words, and the sentence around them. */
export function detailParts(detail: string): { text: string; isCode: boolean }[] {
  if (/^\S+$/.test(detail)) return [{ text: detail, isCode: true }]
  const parts = detail.split(/(\S+:\/\/\S*[^\s.,;])/)
  return parts
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

/** What the button says. A question that nothing answers beforehand offers acts, which have verbs of their own. */
export function takeLabel({ input }: Question, { title }: Option): string {
  // A title is whatever the platform has in store, direction marks included.
  return `${input === '' ? 'Take:' : 'Take'} ${withCodes(title)}`
}
