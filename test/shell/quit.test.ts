import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Log } from '../../electron/core/ports.ts'
import { closeBeforeQuit } from '../../electron/shell/quit.ts'

class FakeApp extends EventEmitter {
  ended = false
  quit() {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => (prevented = true) })
    this.ended = !prevented
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('ends when the core has closed, and closes it once', async () => {
  const app = new FakeApp()
  const closing = Promise.withResolvers<void>()
  const close = vi.fn<() => Promise<void>>(() => closing.promise)
  closeBeforeQuit(app, { close, log: vi.fn<Log>() })
  app.quit()
  app.quit()
  expect(app.ended).toBe(false)
  closing.resolve()
  await vi.advanceTimersByTimeAsync(0)
  expect(app.ended).toBe(true)
  expect(close).toHaveBeenCalledOnce()
})

it('does not wait for a core that hangs', async () => {
  const app = new FakeApp()
  closeBeforeQuit(app, { close: () => new Promise(() => undefined), log: vi.fn<Log>() })
  app.quit()
  await vi.advanceTimersByTimeAsync(2999)
  expect(app.ended).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(app.ended).toBe(true)
})

it('ends although the core failed to close, and says so', async () => {
  const app = new FakeApp()
  const log = vi.fn<Log>()
  closeBeforeQuit(app, { close: () => Promise.reject(new Error('x')), log })
  app.quit()
  await vi.advanceTimersByTimeAsync(0)
  expect(app.ended).toBe(true)
  expect(log).toHaveBeenCalledOnce()
})
