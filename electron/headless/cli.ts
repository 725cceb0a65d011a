#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { FlowError, toFailure } from '../core/failure.ts'
import { addCheckProvider } from './commands/check-provider.ts'
import { addEmulate } from './commands/emulate.ts'
import type { Io } from './commands/command.ts'
import { addFlows } from './commands/flows.ts'
import { addRun } from './commands/run.ts'
import { addSchema } from './commands/schema.ts'
import { addServe } from './commands/serve.ts'
import { addValidate } from './commands/validate.ts'
import { logToStderr, version } from './environment.ts'
import { exitCodeOf } from './exit-code.ts'

/*
 * The command line: one more front end of the core. Results go to standard output, everything else to standard
 * error; with --json standard output holds exactly one JSON document, whatever happens.
 */

const json = process.argv.includes('--json')

const io: Io = {
  json,
  result: (document, text) => process.stdout.write(`${json ? JSON.stringify(document) : text}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
  exit(code) {
    process.exitCode = code
  },
}

const program = new Command('sso-flow-console')
  .description('Runs, takes apart and explains customer single sign-on.')
  .version(version)
  .option('--json', 'prints one JSON document on standard output and nothing else')
  .exitOverride()
  // A refusal is one sentence, printed below; commander would print its own.
  .configureOutput({ outputError: () => undefined })
for (const add of [
  addFlows,
  addRun,
  addEmulate,
  addServe,
  addSchema,
  addValidate,
  addCheckProvider,
])
  add(program, io)

// Node would print the fault with whatever it quotes (G-02).
process.on('uncaughtException', (thrown) => {
  fail(thrown)
  process.exit()
})

// `| head` closes the pipe: there is nobody left to tell.
process.stdout.on('error', () => process.exit())

try {
  await program.parseAsync()
} catch (thrown) {
  fail(thrown)
}
// Whatever still lingers, such as a browser's opener, must not hold the prompt.
setTimeout(() => process.exit(), 1000).unref()

function fail(thrown: unknown): void {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return
  const failure = toFailure(thrown instanceof CommanderError ? misused(thrown) : thrown)
  if (failure.code === 'internal') {
    logToStderr('error', thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'no reason')
  }
  if (json) io.result({ outcome: 'failed', failure }, '')
  else io.note(failure.message)
  io.exit(exitCodeOf(failure.kind))
}

/** commander's text as one sentence: `error: unknown option '--x'\n(Did you mean --y?)`. */
function misused({ code, message }: CommanderError): FlowError {
  if (code === 'commander.help') {
    return new FlowError('input_invalid', 'Name a command; --help lists them.')
  }
  const text = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
  return new FlowError('input_invalid', `${text.charAt(0).toUpperCase()}${text.slice(1)}.`)
}
