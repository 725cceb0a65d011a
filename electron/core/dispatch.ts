import type { z } from 'zod'
import {
  type CommandName,
  type Commands,
  commands,
  type Output,
  type Reply,
} from '../../shared/contract.ts'
import { maskText } from '../../shared/redact.ts'
import { FlowError, toFailure } from './failure.ts'
import { hideSecretsOf } from './hidden-secrets.ts'
import type { Log } from './ports.ts'

export type Handlers = {
  [N in CommandName]: (input: z.output<Commands[N]['input']>) => Promise<Output<N>> | Output<N>
}

/**
 * The door: looks the command up, parses its input, lets it be handled, and wraps whatever happens as a reply.
 * Never throws. The input is trusted from here on, and only from here on.
 */
export function createDispatch(handlers: Handlers, log: Log) {
  return async function dispatch(name: string, input: unknown): Promise<Reply<unknown>> {
    try {
      if (!isCommand(name)) throw new FlowError('command_unknown', `There is no command ${name}.`)
      // Name, input and handler belong together by the mapped type; TypeScript cannot follow one name through it.
      const handle = handlers[name] as (input: unknown) => unknown
      return { ok: true, value: await handle(parse(name, input)) }
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.code === 'internal') {
        const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
        // A fault may quote what it was given, in words that no mask knows.
        log('error', `${name} failed by itself: ${maskText(hideSecretsOf(input)(detail))}`)
      }
      return { ok: false, failure }
    }
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

function parse(name: CommandName, input: unknown): unknown {
  const parsed = commands[name].input.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String).join('.') || 'input'
  throw new FlowError('input_invalid', `${name}: ${path}: ${issue?.message ?? 'malformed'}.`, {
    path,
  })
}
