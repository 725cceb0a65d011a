import type { Fault } from '../../../../shared/fault.ts'
import { FlowError } from '../../failure.ts'
import { elasticPathFaults } from './elastic-path.ts'
import { emporixFaults } from './emporix.ts'
import { providerFaults } from './identity-provider.ts'

const generalFaults = {
  'no-answer': 'Requests are taken and never answered.',
} as const satisfies Record<string, string>

/** What each service can be told to do wrong: stable id -> one line. */
const services = {
  'Identity provider': providerFaults,
  Emporix: emporixFaults,
  'Elastic Path': elasticPathFaults,
  'All services': generalFaults,
} as const

export type FaultId =
  | keyof typeof providerFaults
  | keyof typeof emporixFaults
  | keyof typeof elasticPathFaults
  | keyof typeof generalFaults

const all: Omit<Fault, 'on'>[] = Object.entries(services).flatMap(([service, faults]) =>
  Object.entries(faults).map(([id, title]) => ({ id, service, title })),
)

/** Which faults the sandbox shows. Its endpoints ask at each request, so that a switch counts at once. */
export class FaultSwitches {
  #on = new Set<string>()

  /** Whether the fault is to be shown now. */
  shows(id: FaultId): boolean {
    return this.#on.has(id)
  }

  /** Shows exactly these. Throws `fault_unknown` and changes nothing. */
  set(ids: readonly string[]): void {
    const unknown = ids.find((id) => !all.some((fault) => fault.id === id))
    if (unknown !== undefined) {
      const known = all.map(({ id }) => id).join(', ')
      throw new FlowError('fault_unknown', `The sandbox has no fault ${unknown}; it has: ${known}.`)
    }
    this.#on = new Set(ids)
  }

  list(): Fault[] {
    return all.map((fault) => ({ ...fault, on: this.#on.has(fault.id) }))
  }
}
