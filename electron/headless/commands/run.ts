import { createCore } from '../../core/core.ts'
import { FlowError } from '../../core/failure.ts'
import { createPorts } from '../environment.ts'
import { readInput } from '../input-file.ts'
import { RunSession, type RunRequest } from '../run-session.ts'
import { type AddCommand, port, wholeNumber } from './command.ts'

interface Options extends Omit<RunRequest, 'flow' | 'inputs' | 'subjectToken'> {
  callback?: 'loopback' | 'paste'
  port?: number
  subjectToken?: string
  input: Record<string, string>
}

export const addRun: AddCommand = (program, io) => {
  program
    .command('run <flow>')
    .description('runs a flow to its end')
    .requiredOption('--connection <name>', '`sandbox`, a connection file, or a stored connection')
    .option('--site <site>', 'site configuration that the request names')
    .option('--callback <way>', 'how the callback comes back: loopback or paste', callbackWay)
    .option('--port <n>', 'port of the loopback callback; 0 takes a free one', port)
    .option('--open <how>', '`system`, `print`, or a command that gets the URL', 'system')
    .option('--login <user>', "plays the browser for the sandbox's own login page")
    .option('--subject-token <file>', 'starts with this token; - reads standard input')
    .option('--input <key=value>', 'overrides an input, such as client.scope=openid', input, {})
    .option('--timeout <seconds>', 'cancels the run after so long', seconds)
    .option('--reveal <member>', 'prints a member of the customer token in clear', collect, [])
    .action(async (flow: string, options: Options) => {
      const session = new RunSession(await requestOf(flow, options), io)
      const core = createCore(createPorts({ openUrl: (url) => session.openUrl(url) }))
      try {
        await session.run(core)
      } finally {
        await core.close()
      }
    })
}

async function requestOf(flow: string, options: Options): Promise<RunRequest> {
  const { subjectToken, input, callback, port, ...rest } = options
  if (subjectToken === '-' && callback === 'paste') {
    throw new FlowError(
      'input_invalid',
      'Standard input cannot hold both the subject token and the pasted callback; read one from a file.',
    )
  }
  return {
    ...rest,
    flow,
    ...(subjectToken !== undefined && {
      subjectToken: await readInput(subjectToken, 'The subject token file'),
    }),
    inputs: {
      ...(callback && { 'redirect.method': callback }),
      ...(port !== undefined && { 'redirect.port': String(port) }),
      ...input,
    },
  }
}

function callbackWay(way: string): 'loopback' | 'paste' {
  if (way === 'loopback' || way === 'paste') return way
  throw new FlowError('input_invalid', `--callback takes loopback or paste, not ${way}.`)
}

const seconds = wholeNumber('--timeout', { least: 1, most: 86_400 })

const collect = (value: string, before: string[]) => [...before, value]

function input(pair: string, before: Record<string, string>): Record<string, string> {
  const equals = pair.indexOf('=')
  if (equals < 1) {
    // The value may be secret, so the text is not repeated.
    throw new FlowError('input_invalid', '--input takes KEY=VALUE, such as client.scope=openid.')
  }
  return { ...before, [pair.slice(0, equals)]: pair.slice(equals + 1) }
}
