import { styleText } from 'node:util'
import type { CheckStatus } from '../../shared/check.ts'
import type { StageStatus } from '../../shared/run.ts'

type Colour = Parameters<typeof styleText>[0]

/** Colour only where a person looks: on a terminal, and not against their wish (https://no-color.org). */
export const hasColour = (stream: NodeJS.WriteStream, environment = process.env): boolean =>
  stream.isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'

export type Paint = (colour: Colour, text: string) => string

export const painter =
  (colourful: boolean): Paint =>
  (colour, text) =>
    colourful ? styleText(colour, text, { validateStream: false }) : text

/** A mark never stands alone: the word beside it says the same without sight or font. */
export const marks: Record<
  CheckStatus | StageStatus,
  { mark: string; word: string; colour: Colour }
> = {
  passed: { mark: '✓', word: 'passed', colour: 'green' },
  failed: { mark: '✗', word: 'failed', colour: 'red' },
  skipped: { mark: '◇', word: 'skipped', colour: 'yellow' },
  warning: { mark: '!', word: 'warning', colour: 'yellow' },
  unknown: { mark: '?', word: 'unknown', colour: 'cyan' },
  next: { mark: '·', word: 'not run', colour: 'dim' },
  running: { mark: '·', word: 'running', colour: 'dim' },
  waiting: { mark: '·', word: 'waiting', colour: 'dim' },
  choosing: { mark: '·', word: 'choosing', colour: 'dim' },
  held: { mark: '·', word: 'held before sending', colour: 'dim' },
  stale: { mark: '·', word: 'stale', colour: 'dim' },
  'not-run': { mark: '·', word: 'not run', colour: 'dim' },
  'not-reached': { mark: '·', word: 'not reached', colour: 'dim' },
}
