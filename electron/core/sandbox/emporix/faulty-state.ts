import type { FaultSwitches } from '../faults/switches.ts'
import type { State } from '../state.ts'
import type { ConfigurationEntry, ConfigurationStore } from './configuration-store.ts'

type Shows = Pick<FaultSwitches, 'shows'>

/** The state as the endpoints see it while faults are shown; without one it is the state itself. */
export function faultyState(state: State, faults: Shows): State {
  const tenant = faultyStore(state.configurations.tenant, faults)
  return {
    ...state,
    get customers() {
      return faults.shows('identifier-subject')
        ? state.customers.map((customer) => ({ ...customer, providerId: null }))
        : state.customers
    },
    configurations: { ...state.configurations, tenant },
  }
}

/** What is configured is told to whoever reads it, so that a prediction can know of it. */
function faultyStore(store: ConfigurationStore, faults: Shows): ConfigurationStore {
  const find = (key: string): ConfigurationEntry | undefined => {
    if (key === 'tokenExchange' && faults.shows('no-token-exchange')) return undefined
    const value = settingOf(key, faults)
    if (value === undefined) return store.find(key)
    return { version: 1, secured: false, ...store.find(key), key, value }
  }
  return {
    ...store,
    find,
    list: () => store.list().flatMap(({ key }) => find(key) ?? []),
  }
}

function settingOf(key: string, faults: Shows): boolean | string | undefined {
  if (key === 'ssoCustomerAutoprovisioningDisabled' && faults.shows('autoprovisioning-off'))
    return true
  if (key === 'ssoCustomerIdentifierField' && faults.shows('identifier-subject')) return 'SUBJECT'
  return undefined
}
