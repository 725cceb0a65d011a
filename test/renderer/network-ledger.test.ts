import { describe, expect, it } from 'vitest'
import { hostsOfRun, ledgerText } from '../../renderer/features/frame/ledger-text.ts'
import { exchange, runOf, stageOf } from './made.ts'

const run = runOf(
  [
    stageOf('discover', {
      exchanges: [
        exchange({ id: 'a', url: 'https://idp.example:8443/x', label: 'Discovery document' }),
        exchange({ id: 'b', url: 'https://idp.example:8443/y', label: 'Key set', startedAt: 5000 }),
        exchange({ id: 'c', url: 'https://idp.example:8443/y', label: 'Key set', status: null }),
        exchange({ id: 'd', url: 'https://idp.example:8443/cb', incoming: true }),
      ],
    }),
  ],
  {
    hosts: [
      { host: 'idp.example:8443', party: 'identity-provider', from: 'connection acme' },
      { host: 'api.example', party: 'platform', from: 'connection acme' },
    ],
  },
)

describe('the ledger of a run', () => {
  it('counts what went to each host, and not what came to us', () => {
    expect(hostsOfRun(run)[0]).toMatchObject({
      requests: 3,
      reasons: ['Discovery document', 'Key set'],
      lastAt: 5000,
    })
  })

  it('keeps a host that is asked just now', () => {
    expect(hostsOfRun(run)[1]).toMatchObject({ host: 'api.example', requests: 0, reasons: [] })
    expect(ledgerText('Run 42', hostsOfRun(run))).toContain('no answer yet')
  })

  it('says no more reasons than fit, and how many more there are', () => {
    const many = Array.from({ length: 8 }, (_one, id) =>
      exchange({ id: `${id}`, url: 'https://idp.example:8443/', label: `Request ${id}` }),
    )
    const [host] = hostsOfRun({ ...run, stages: [stageOf('x', { exchanges: many })] })
    expect(host?.reasons).toHaveLength(6)
    expect(host?.reasons.at(-1)).toBe('3 more')
  })

  it('is text, a line for each host', () => {
    const [title, first] = ledgerText('Run 42', hostsOfRun(run)).split('\n')
    expect(title).toBe('Run 42: 2 hosts')
    expect(first).toMatch(
      /^idp\.example:8443\tidentity provider\tnamed by connection acme\tDiscovery document; Key set\t3 requests\t0 B\t/,
    )
  })
})
