import { describe, expect, it } from 'vitest'
import { titleUnder, withConnection, withFlow } from '../../renderer/features/debugger/pairing.ts'
import type { ConnectionSummary } from '../../shared/connection.ts'
import type { FlowInfo } from '../../shared/contract.ts'

const flow = (id: string, platformTitle: string, takesSite = false): FlowInfo => ({
  id,
  title: `${platformTitle} ${id}`,
  platform: platformTitle.toLowerCase(),
  platformTitle,
  takesSite,
  judges: takesSite,
  startsWith: [],
  stages: [],
})
const connection = (id: string, flows: string[], kind: ConnectionSummary['kind'] = 'stored') => ({
  id,
  name: id,
  platform: 'x',
  kind,
  sites: [],
  flows,
})

const flows = [flow('exchange', 'Red', true), flow('sso', 'Red', true), flow('customer', 'Blue')]
const connections = [
  connection('tenant', ['exchange']),
  connection('store', ['customer']),
  connection('sandbox', ['exchange', 'sso', 'customer'], 'sandbox'),
]
const at = (flowId: string, connectionId: string) => ({
  flows,
  connections,
  now: { flowId, connectionId, site: 'Site_DE' },
})

describe('flow and connection', () => {
  it('stay together where they fit, with the site where the flow takes one', () => {
    expect(withFlow('sso', at('exchange', 'sandbox'))).toMatchObject({
      flow: { id: 'sso' },
      connection: { id: 'sandbox' },
      site: 'Site_DE',
      said: null,
    })
    expect(withFlow('customer', at('exchange', 'sandbox'))?.site).toBeNull()
    expect(withConnection('tenant', at('exchange', 'sandbox'))).toMatchObject({
      flow: { id: 'exchange' },
      site: null,
      said: null,
    })
  })

  it('goes to the sandbox with a flow that the connection has not, and says so', () => {
    expect(withFlow('customer', at('exchange', 'tenant'))).toMatchObject({
      connection: { id: 'sandbox' },
      site: null,
      said: 'On sandbox: tenant has no such flow',
    })
  })

  it('takes the first flow of a connection of another platform, and says so', () => {
    expect(withConnection('store', at('exchange', 'tenant'))).toMatchObject({
      flow: { id: 'customer' },
      said: 'Blue customer: store does not have the flow before',
    })
  })

  it('is nothing where nobody offers it', () => {
    const none = { ...at('exchange', 'tenant'), connections: [connection('tenant', [])] }
    expect(withFlow('customer', none)).toBeNull()
    expect(withConnection('tenant', none)).toBeNull()
  })
})

describe('a flow under the heading of its platform', () => {
  it('goes without the name that the heading says', () => {
    expect(titleUnder(flow('customer', 'Blue'))).toBe('Customer')
    expect(titleUnder({ ...flow('customer', 'Blue'), title: 'Sign-on' })).toBe('Sign-on')
  })
})
