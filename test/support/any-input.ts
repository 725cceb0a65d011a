import { z } from 'zod'
import { type CommandName, commands } from '../../shared/contract.ts'

interface InputSchema {
  properties?: Record<string, { type?: string; anyOf?: unknown }>
  required?: string[]
}

/** An input for any command, from what is known by the names of its members; one that is not known stays out. */
export function anyInput(name: CommandName, known: Record<string, unknown>): object {
  const { properties = {} } = z.toJSONSchema(commands[name].input, { io: 'input' }) as InputSchema
  return Object.fromEntries(
    Object.keys(properties).flatMap((member) =>
      Object.hasOwn(known, member) ? [[member, known[member]]] : [],
    ),
  )
}
