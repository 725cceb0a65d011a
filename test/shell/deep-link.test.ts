import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { claimScheme, createDeepLinkInbox } from '../../electron/shell/deep-link.ts'

const link = (code: string) => `sso-flow-console://callback?code=${code}&state=s`

describe('the inbox for links', () => {
  it('keeps what comes before the core is up and hands it over once, in order', () => {
    const inbox = createDeepLinkInbox()
    const taken: string[] = []
    inbox.receive([link('1')])
    inbox.receive(['/usr/bin/app', '--inspect', link('2'), '/etc/passwd'])
    inbox.deliverTo((url) => taken.push(url))
    expect(taken).toEqual([link('1'), link('2')])
    inbox.deliverTo((url) => taken.push(url))
    expect(taken).toHaveLength(2)
  })

  it('hands over at once from then on', () => {
    const inbox = createDeepLinkInbox()
    const take = vi.fn<(url: string) => void>()
    inbox.deliverTo(take)
    inbox.receive([link('3')])
    expect(take).toHaveBeenCalledExactlyOnceWith(link('3'))
  })

  it('takes one link of a line and ignores lines without one', () => {
    const inbox = createDeepLinkInbox()
    const take = vi.fn<(url: string) => void>()
    inbox.deliverTo(take)
    inbox.receive([])
    inbox.receive([
      '--sso-flow-console://callback',
      'https://example.com',
      '/home/x/sso-flow-console',
    ])
    expect(take).not.toHaveBeenCalled()
    inbox.receive([link('4'), link('5')])
    expect(take).toHaveBeenCalledExactlyOnceWith(link('4'))
  })

  it('does not pile up links that nobody waits for', () => {
    const inbox = createDeepLinkInbox()
    const take = vi.fn<(url: string) => void>()
    for (let i = 0; i < 1000; i++) inbox.receive([link(String(i))])
    inbox.deliverTo(take)
    expect(take).toHaveBeenCalledTimes(8)
  })
})

describe('the claim on the scheme', () => {
  it('tells Electron which app to open in a checkout', () => {
    const app = { setAsDefaultProtocolClient: vi.fn<() => boolean>(() => true) }
    expect(claimScheme(app, { defaultApp: true, execPath: '/e', argv: ['/e', '.'] })).toBe(true)
    expect(app.setAsDefaultProtocolClient).toHaveBeenCalledExactlyOnceWith(
      'sso-flow-console',
      '/e',
      [path.resolve('.'), '--'],
    )
  })

  it('names the app alone once packaged, and says when the system refused', () => {
    const app = { setAsDefaultProtocolClient: vi.fn<() => boolean>(() => false) }
    expect(claimScheme(app, { defaultApp: false, execPath: '/app', argv: ['/app', 'x'] })).toBe(
      false,
    )
    expect(app.setAsDefaultProtocolClient).toHaveBeenCalledExactlyOnceWith(
      'sso-flow-console',
      '/app',
      ['--'],
    )
  })
})
