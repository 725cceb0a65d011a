import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../renderer/features/debugger/diagram/layout.ts'
import {
  isFaint,
  lifelineOf,
  markOf,
  resultOf,
  sentenceOf,
  shortened,
  toneOf,
  wordOf,
} from '../../renderer/features/debugger/diagram/message-words.ts'
import { type Message, messageStateSchema } from '../../shared/message.ts'
import { recorded } from './recorded.ts'

const message: Message = {
  id: 'a/0',
  stageId: 'a',
  from: 'console',
  to: 'identity-provider',
  title: 'Token request',
  detail: 'POST /token',
  kind: 'request',
  state: 'passed',
  hop: null,
  status: 200,
  durationMs: 106,
  exchangeId: '1',
}
const inStage = (changed: Partial<Message>, status: 'passed' | 'choosing' = 'passed') => {
  const [stage] = recorded.ready.stages
  if (!stage) throw new Error('no stage')
  const [row] = rowsOf([{ ...stage, status, messages: [{ ...message, ...changed }] }])
  if (!row) throw new Error('no row')
  return row
}

describe('a message in words', () => {
  it('says all that the picture shows', () => {
    expect(sentenceOf(inStage({ hop: 2 }), 'Acme')).toBe(
      'Stage 1, Token request, hop 2, POST /token, console to identity provider, passed, 200, 106 ms',
    )
  })

  it('names the platform as the flow does, and one party alone', () => {
    expect(sentenceOf(inStage({ to: 'platform' }), 'Acme Shop')).toContain('console to Acme Shop')
    expect(sentenceOf(inStage({ to: 'console', detail: '' }), 'Acme')).toContain(
      'Token request, console, passed',
    )
    expect(lifelineOf('platform', 'Acme Shop').title).toBe('Acme Shop')
  })

  it('says what is awaited, without a clock that would be told each second', () => {
    const waiting = { state: 'waiting', status: null, durationMs: 4000 } as const
    expect(sentenceOf(inStage(waiting), 'Acme')).toMatch(/waiting$/)
    expect(sentenceOf(inStage(waiting, 'choosing'), 'Acme')).toMatch(/waiting for your choice$/)
  })

  it.each(messageStateSchema.options)('%s has a word, and a mark or a faint row', (state) => {
    expect(wordOf({ state, kind: 'request' })).not.toBe('')
    expect(markOf(state) !== null || isFaint(state)).toBe(true)
    expect(toneOf(state)).toMatch(/^tone-/)
  })

  it('shows the status and the time, or the word where there is no status', () => {
    expect(resultOf(message)).toEqual({ first: '200', second: '106 ms' })
    expect(resultOf({ ...message, status: null })).toEqual({ first: '106 ms', second: '' })
    expect(resultOf({ ...message, state: 'failed', status: null })).toEqual({
      first: 'failed',
      second: '106 ms',
    })
    const none = { ...message, status: null, durationMs: null }
    expect(resultOf({ ...none, state: 'not-seen' }).first).toBe('not seen')
    expect(resultOf({ ...none, state: 'not-run' })).toEqual({ first: '', second: '' })
    expect(resultOf({ ...none, state: 'running', kind: 'local' }).first).toBe('checking')
  })
})

describe('a request line', () => {
  const line = 'POST /emporix/customer/sandbox/exchangeauthtoken'

  it('stands as it is where it fits', () => {
    expect(shortened(line, 400)).toBe(line)
  })

  it.each([90, 120, 160, 240])(
    'of %i pixels is shortened in the middle, and keeps its end',
    (width) => {
      const short = shortened(line, width)
      expect(short.length).toBe(Math.floor(width / 6.7))
      expect(short).toMatch(/^POST .*…/)
      expect(line.endsWith(short.split('…')[1] ?? '')).toBe(true)
      expect(short.split('…')[1]?.length).toBeGreaterThan(2)
    },
  )
})
