import { commands, type CommandName } from '../../shared/contract.ts'
import { FlowError } from '../core/failure.ts'
import { isOurs } from './app-origin.ts'
import { refuseUnlessPlain } from './plain-data.ts'

/** What of Electron's event decides whether the sender may ask; a test brings its own. */
export interface Asking {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
  readonly sender: { readonly id: number }
}

/** Why a sender may not ask, or null when it may (E-17). */
export function refuseSender(
  asking: Asking,
  { start, isOurWindow }: { start: string; isOurWindow: (contentsId: number) => boolean },
): string | null {
  try {
    const { senderFrame, sender } = asking
    if (senderFrame === null) return 'the frame is gone'
    if (senderFrame.parent !== null) return 'it is a frame inside a page'
    if (!isOurs(senderFrame.url, start)) return 'it has another origin'
    if (!isOurWindow(sender.id)) return 'it is not our window'
    return null
  } catch {
    // Electron throws on reading a frame that was disposed in between.
    return 'the frame is gone'
  }
}

const isCommand = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(commands, name)

/** Why a call is refused before the core sees it, or null. Says nothing of the payload. */
export function refuseCall(
  name: unknown,
  input: unknown,
  extra: readonly unknown[],
): FlowError | null {
  if (!isCommand(name)) return new FlowError('command_unknown', 'There is no such command.')
  if (extra.length > 0) return new FlowError('input_invalid', `${name} takes one input.`)
  const refusal = refuseUnlessPlain(input)
  return refusal === null ? null : new FlowError('input_invalid', `${name}: ${refusal}`)
}
