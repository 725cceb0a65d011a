import type { Party } from '../../../../shared/exchange.ts'
import type { Message, MessageState } from '../../../../shared/message.ts'
import { exhaustive } from '../../../ui/exhaustive.ts'
import { formatDuration } from '../../../ui/format.ts'
import type { IconName, MarkName } from '../../../ui/sprite.tsx'
import type { DiagramRow } from './layout.ts'

/* A row of the diagram in words: on screen, and for those who do not see it. Pure. */

/** Null where a word alone says it. */
export function markOf(state: MessageState): MarkName | null {
  switch (state) {
    case 'passed':
    case 'failed':
    case 'warning':
    case 'running':
    case 'waiting':
    case 'held':
    case 'next':
    case 'stale':
      return state
    case 'not-seen':
    case 'skipped':
    case 'not-run':
    case 'not-reached':
      return null
    default:
      return exhaustive(state)
  }
}

export const toneOf = (state: MessageState): string => `tone-${markOf(state) ?? 'pending'}`

/** Drawn faint: it did not happen, or nobody here saw it. */
export const isFaint = (state: MessageState): boolean => markOf(state) === null || state === 'stale'

export function wordOf({ state, kind }: Pick<Message, 'state' | 'kind'>): string {
  switch (state) {
    case 'running':
      return kind === 'local' ? 'checking' : 'sending'
    case 'not-seen':
      return 'not seen'
    case 'not-run':
      return 'not run'
    case 'not-reached':
      return 'not reached'
    case 'passed':
    case 'failed':
    case 'warning':
    case 'waiting':
    case 'held':
    case 'next':
    case 'stale':
    case 'skipped':
      return state
    default:
      return exhaustive(state)
  }
}

/** The two lines at the right: the status and how long it took, or a word for what it lacks. */
export function resultOf(message: Message): { first: string; second: string } {
  const { status, state, durationMs } = message
  const took = durationMs === null || state === 'waiting' ? '' : formatDuration(durationMs)
  if (status !== null) return { first: String(status), second: took }
  // Faint rows that are yet to come say it by being faint, as the stage list does in words.
  if (state === 'not-run' || state === 'not-reached') return { first: '', second: '' }
  if (state === 'passed') return { first: took, second: '' }
  return { first: wordOf(message), second: took }
}

export interface Lifeline {
  party: Party
  title: string
  icon: IconName
}

/** The platform has its own name, which comes with the flow. */
export function lifelineOf(party: Party, platformTitle: string): Lifeline {
  switch (party) {
    case 'person':
    case 'browser':
    case 'console':
    case 'broker':
      return { party, title: `${party.charAt(0).toUpperCase()}${party.slice(1)}`, icon: party }
    case 'identity-provider':
      return { party, title: 'Identity provider', icon: 'identity-provider' }
    case 'platform':
      return { party, title: platformTitle, icon: 'platform' }
    default:
      return exhaustive(party)
  }
}

/** `Stage 4, Token request, POST /token, console to identity provider, passed, 200, 106 ms`. */
export function sentenceOf({ message, stage }: DiagramRow, platformTitle: string): string {
  const { from, to, title, detail, hop, status, durationMs, state } = message
  const name = (party: Party) => (party === 'platform' ? platformTitle : party.replace('-', ' '))
  return [
    `Stage ${stage.number}`,
    title,
    hop === null ? '' : `hop ${hop}`,
    detail,
    from === to ? name(from) : `${name(from)} to ${name(to)}`,
    state === 'waiting' && stage.status === 'choosing'
      ? 'waiting for your choice'
      : wordOf(message),
    status === null ? '' : String(status),
    durationMs === null || state === 'waiting' ? '' : formatDuration(durationMs),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Of a fixed-width font of 11 px, on the widest system. */
const characterWidth = 6.7

/** A request line that fits, shortened in the middle of its path: the end tells most. */
export function shortened(detail: string, width: number): string {
  const room = Math.floor(width / characterWidth)
  if (detail.length <= room) return detail
  const at = detail.indexOf(' ') + 1
  const left = room - at - 1
  if (left < 4) return detail
  const start = left < 20 ? 0 : Math.floor(left / 3)
  return `${detail.slice(0, at + start)}…${detail.slice(start - left)}`
}
