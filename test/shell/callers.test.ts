import { describe, expect, it } from 'vitest'
import { refuseCall, refuseSender } from '../../electron/shell/callers.ts'

const start = 'app://console/index.html'
const ours = { start, isOurWindow: (id: number) => id === 1 }
const frame = (url: string, parent: unknown = null) => ({
  senderFrame: { url, parent },
  sender: { id: 1 },
})

describe('who may call', () => {
  it('is the main frame of our window', () => {
    expect(refuseSender(frame('app://console/index.html#/tokens'), ours)).toBeNull()
  })

  it.each([
    ['a frame of another origin', frame('https://example.com/')],
    ['a page that merely begins alike', frame('app://console.evil/index.html')],
    ['about:blank', frame('about:blank')],
    ['a text that is no URL', frame('//')],
    ['nothing', frame('')],
    ['a frame inside our page', frame('app://console/index.html', {})],
    ['a frame that is gone', { senderFrame: null, sender: { id: 1 } }],
    ['another window', { ...frame('app://console/index.html'), sender: { id: 2 } }],
  ])('is not %s', (_who, asking) => {
    expect(refuseSender(asking, ours)).toEqual(expect.any(String))
  })

  it('is not a frame that was disposed while it was looked at', () => {
    const disposed = {
      sender: { id: 1 },
      senderFrame: {
        parent: null,
        get url(): string {
          throw new Error('Render frame was disposed before WebFrameMain could be accessed')
        },
      },
    }
    expect(refuseSender(disposed, ours)).toBe('the frame is gone')
  })
})

describe('what may be called', () => {
  it.each([
    ['a command with its input', 'run.get', { runId: 'r' }],
    [
      'a member that is absent',
      'run.start',
      { flowId: 'f', site: undefined, subjectToken: 'x'.repeat(4e6) },
    ],
  ])('%s', (_what, name, input) => {
    expect(refuseCall(name, input, [])).toBeNull()
  })

  it.each(['nope', '', '__proto__', 'constructor', 'toString', null, 7, {}, ['app.info']])(
    'the command %j is unknown',
    (name) => {
      expect(refuseCall(name, {}, [])?.code).toBe('command_unknown')
    },
  )

  const cycle: unknown[] = []
  cycle.push(cycle)
  it.each([
    ['10 MB of text', { text: 'x'.repeat(10_000_000) }],
    [
      '10 MB of names',
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => ['x'.repeat(1e5) + i, 1])),
    ],
    ['a million values', { list: Array.from({ length: 1_000_000 }, () => 0) }],
    ['a list within itself', cycle],
    ['a date', { at: new Date() }],
    ['a map', new Map()],
    ['a buffer', { data: new Uint8Array(4) }],
    ['an error', { error: new Error('x') }],
    ['a big integer', { n: 1n }],
    ['no number', { n: Number.NaN }],
    ['nothing', undefined],
  ])('%s is refused without being repeated', (_what, input) => {
    const refusal = refuseCall('app.copy', input, [])
    expect(refusal?.code).toBe('input_invalid')
    expect(refusal?.message.length).toBeLessThan(120)
  })

  it('takes no second input', () => {
    expect(refuseCall('app.info', {}, [{}])?.code).toBe('input_invalid')
  })
})
