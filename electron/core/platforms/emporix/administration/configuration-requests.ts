import type { RequestDraft } from '../../../../../shared/exchange.ts'
import type { Values } from '../../../../../shared/values.ts'
import { draft } from '../requests.ts'

/* The Configuration Service, one property at a time (emporix.md section 6). */

type Tenant = Values['tenant']

/** A property as it is written. */
export interface WrittenConfiguration {
  key: string
  value: unknown
  [member: string]: unknown
}

const listOf = ({ tenant }: Tenant) => `/configuration/${tenant}/configurations`
const oneOf = (tenant: Tenant, key: string) => `${listOf(tenant)}/${encodeURIComponent(key)}`

export function readConfiguration(tenant: Tenant, bearer: string, key: string): RequestDraft {
  return draft('GET', tenant, oneOf(tenant, key), { bearer })
}

/** The body is a list, even of one. */
export function createConfiguration(
  tenant: Tenant,
  bearer: string,
  written: WrittenConfiguration,
): RequestDraft {
  return draft('POST', tenant, listOf(tenant), { bearer, json: [written] })
}

export function updateConfiguration(
  tenant: Tenant,
  bearer: string,
  written: WrittenConfiguration,
): RequestDraft {
  return draft('PUT', tenant, oneOf(tenant, written.key), { bearer, json: written })
}

export function deleteConfiguration(tenant: Tenant, bearer: string, key: string): RequestDraft {
  return draft('DELETE', tenant, oneOf(tenant, key), { bearer })
}
