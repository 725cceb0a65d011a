import type { Question } from '../../../shared/run.ts'
import { FlowError } from '../failure.ts'

/** One run's wait for the person's choice. */
export class ChoiceWait {
  readonly #tell: (choosing: Question | null) => void
  #open: { question: Question; answer: (optionId: string) => void } | null = null

  constructor(tell: (choosing: Question | null) => void) {
    this.#tell = tell
  }

  /** Asks and waits. Fails with the reason of the signal. */
  async ask(question: Question, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    this.#open = { question, answer: resolve }
    this.#tell(question)
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#open = null
      this.#tell(null)
    }
  }

  /** Throws `choice_missing` where nothing is asked, `choice_unknown` for what is no option. */
  answer(optionId: string): void {
    if (!this.#open) throw new FlowError('choice_missing', 'This run does not ask for a choice.')
    const { question, answer } = this.#open
    if (!question.options.some(({ id }) => id === optionId)) {
      const known = question.options.map(({ id }) => id).join(', ')
      throw new FlowError('choice_unknown', `${optionId} is no option; the options are: ${known}.`)
    }
    answer(optionId)
  }
}
