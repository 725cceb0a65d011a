import { expect, it, vi } from 'vitest'
import { createLog } from '../../electron/shell/log.ts'

it('writes one masked line per fact', () => {
  const write = vi.fn<(line: string) => void>()
  createLog(false, write)('warn', 'A callback came.', {
    url: 'sso-flow-console://callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj',
  })
  const line = write.mock.calls[0]?.[0]
  expect(line).toMatch(/^warn: A callback came\. .*\n$/)
  expect(line).not.toContain('SplxlOBeZQQYbYS6WxSbIA')
})

it('is silent in a packaged app', () => {
  const write = vi.fn<(line: string) => void>()
  createLog(true, write)('error', 'x')
  expect(write).not.toHaveBeenCalled()
})
