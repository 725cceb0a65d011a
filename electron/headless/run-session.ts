import { createInterface } from 'node:readline'
import type { Failure } from '../../shared/failure.ts'
import type { RunView } from '../../shared/run.ts'
import type { Core } from '../core/core.ts'
import { FlowError, toFailure } from '../core/failure.ts'
import { answerChoice } from './answer-choice.ts'
import type { Io } from './commands/command.ts'
import { call } from './console-call.ts'
import { exitCodeOf } from './exit-code.ts'
import { findConnection } from './find-connection.ts'
import { openInBrowser, openWith } from './open-url.ts'
import { hasColour, painter } from './paint.ts'
import { type ChoiceMade, reportOf, type RunReport } from './run-report.ts'
import { runText } from './run-text.ts'
import { signIn } from './scripted-browser.ts'

export interface RunRequest {
  flow: string
  connection: string
  site?: string
  /** `system`, `print`, or a command that gets the URL as its last argument. */
  open: string
  /** Whom the scripted browser signs in, instead of opening a browser. */
  login?: string
  subjectToken?: string
  inputs: Record<string, string>
  /** Seconds. */
  timeout?: number
  /** Members of the customer token to print in clear. */
  reveal: string[]
}

/** One run from the command line: opens the browser, asks for what is missing, and tells how it ended. */
export class RunSession {
  readonly #request: RunRequest
  readonly #io: Io
  readonly #signedIn = Promise.withResolvers<string>()
  readonly #told = new Set<string>()
  readonly #choices: ChoiceMade[] = []
  #core: Core | null = null
  #runId: string | null = null
  #stopped: Failure | null = null
  #isAsking = false
  #isChoosing = false

  constructor(request: RunRequest, io: Io) {
    this.#request = request
    this.#io = io
  }

  async openUrl(url: string): Promise<void> {
    const { login, open, inputs } = this.#request
    if (login !== undefined) {
      const deliver = inputs['redirect.method'] !== 'paste'
      const { finalUrl } = await signIn(url, login, { deliver })
      this.#signedIn.resolve(finalUrl)
    } else if (open === 'print') {
      this.#io.note(url)
    } else if (open === 'system') {
      await openInBrowser(url).catch((thrown: unknown) => {
        // The person can still open it by hand, so the run goes on waiting.
        this.#io.note(toFailure(thrown).message)
        this.#io.note(url)
        throw thrown
      })
    } else {
      await openWith(wordsOf(open), url).catch((thrown: unknown) => {
        // A script waits for nobody.
        this.#stop(toFailure(thrown))
        throw thrown
      })
    }
  }

  async run(core: Core): Promise<void> {
    const { flow, connection, site, subjectToken, inputs, timeout } = this.#request
    this.#core = core
    const forget = this.#obeySignals(core)
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => this.#stop(tookTooLong(timeout)), timeout * 1000)
    try {
      const summary = await findConnection(core, connection)
      const { id: runId } = await call(core, 'run.start', {
        flowId: flow,
        connectionId: summary.id,
        site: site ?? null,
        ...(subjectToken !== undefined && { subjectToken }),
        inputs,
      })
      this.#runId = runId
      core.listen((event) => {
        if (event.name === 'run.changed' && event.payload.id === runId) {
          this.#follow(core, event.payload)
        }
      })
      // A timeout may have come while the run was made.
      if (!this.#stopped) await call(core, 'run.toEnd', { runId })
      await this.#tell(core, await call(core, 'run.settled', { runId }))
    } finally {
      clearTimeout(timer)
      forget()
      // An open standard input would keep the process running.
      if (this.#isAsking) process.stdin.destroy()
    }
  }

  /** Answers what the run asks; says what it waits for, once, and which callbacks it refused. */
  #follow(core: Core, { waiting, choosing }: RunView): void {
    if (choosing && !this.#isChoosing) void this.#choose(core, choosing)
    this.#isChoosing = choosing !== null
    if (!waiting) return
    const { via, redirectUri, refused } = waiting
    const isScripted = this.#request.login !== undefined
    if (via === 'paste' && !this.#isAsking) {
      this.#isAsking = true
      void (isScripted ? this.#pasteOwn(core) : this.#askForCallback(core))
    } else if (via !== 'paste' && !isScripted) {
      this.#noteOnce(`Waiting for the browser to come back to ${redirectUri}; Ctrl-C cancels.`)
    }
    for (const { at, reason } of refused) this.#noteOnce(`Refused: ${reason}`, at)
  }

  #noteOnce(line: string, at = 0): void {
    const key = `${at} ${line}`
    if (!this.#told.has(key)) this.#io.note(line)
    this.#told.add(key)
  }

  async #pasteOwn(core: Core): Promise<void> {
    const refusal = await this.#paste(core, await this.#signedIn.promise)
    if (refusal) this.#stop(refusal)
  }

  /** Reads lines until one is taken. When there are no more, the run cannot go on. */
  async #askForCallback(core: Core): Promise<void> {
    this.#io.note('Paste the URL that the browser shows after the sign-in, and press Enter:')
    const lines = createInterface({ input: process.stdin })
    let last = 'no callback was pasted'
    for await (const line of lines) {
      if (line.trim() === '') continue
      const refusal = await this.#paste(core, line)
      if (!refusal) {
        lines.close()
        return
      }
      last = refusal.message
      this.#io.note(last)
    }
    const message = `Standard input ended before a callback was accepted: ${last}`
    this.#stop(toFailure(new FlowError('callback_invalid', message)))
  }

  async #paste(core: Core, text: string): Promise<Failure | null> {
    const reply = await core.call('run.pasteCallback', { runId: this.#runId ?? '', text })
    return reply.ok ? null : reply.failure
  }

  async #choose(core: Core, choosing: NonNullable<RunView['choosing']>): Promise<void> {
    const isTerminal = process.stdin.isTTY
    const isScripted = this.#request.login !== undefined
    try {
      if (isTerminal && !isScripted) this.#isAsking = true
      const { id, title } = await answerChoice(choosing, {
        isScripted,
        lines: isTerminal ? () => createInterface({ input: process.stdin }) : null,
        note: (line) => this.#io.note(line),
      })
      await call(core, 'run.choose', { runId: this.#runId ?? '', optionId: id })
      const { stageId, question, input } = choosing
      this.#choices.push({ stage: stageId, question, input, id, title })
    } catch (thrown) {
      this.#stop(toFailure(thrown))
    }
  }

  #stop(why: Failure): void {
    this.#stopped ??= why
    if (this.#runId) void this.#core?.call('run.cancel', { runId: this.#runId })
  }

  #obeySignals(core: Core): () => void {
    const interrupt = () => {
      if (!this.#runId) process.exit(130)
      process.once('SIGINT', () => process.exit(130))
      void core.call('run.cancel', { runId: this.#runId })
    }
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
    return () => process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }

  async #tell(core: Core, run: RunView): Promise<void> {
    const report = reportOf(run, this.#stopped, this.#choices)
    if (run.customerToken) await this.#reveal(core, report)
    this.#io.result(report, runText(run, report, painter(hasColour(process.stdout))))
    const { outcome, failure } = report
    if (outcome === 'cancelled') this.#io.exit(130)
    else if (failure) this.#io.exit(exitCodeOf(failure.kind))
    else this.#io.exit(outcome === 'passed' ? 0 : 1)
  }

  /** The explicit act that shows a secret in clear (IPC-01). */
  async #reveal(core: Core, report: RunReport): Promise<void> {
    for (const member of this.#request.reveal) {
      const reply = await core.call('run.reveal', { runId: this.#runId ?? '', member })
      if (reply.ok) report.revealed = { ...report.revealed, [member]: reply.value.value }
      else report.failure ??= reply.failure
    }
  }
}

const tookTooLong = (seconds: number): Failure =>
  toFailure(
    new FlowError(
      'request_timeout',
      `The run did not end within ${seconds} seconds and was cancelled.`,
    ),
  )

/** Splits a command into words, quotes kept together. No shell ever sees it. */
function wordsOf(command: string): [string, ...string[]] {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
  const [program, ...args] = words
  if (!program) throw new FlowError('input_invalid', '--open takes system, print or a command.')
  return [program, ...args]
}
