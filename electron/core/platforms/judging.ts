import type { Check, IdentifierField } from '../../../shared/check.ts'
import type { Connection } from '../../../shared/connection.ts'
import type { CustomerPreview } from '../../../shared/judgement.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import type { StageTools } from '../flow/stage.ts'
import type { Identifier } from '../verdict/claim-rules.ts'
import type { StatusTable } from '../verdict/ladder.ts'
import type { CustomerKnowledge } from '../verdict/rule.ts'

/** How a platform judges tokens of other parties (F13 to F15). */
export interface Judging<C extends Connection = Connection> {
  /** What it answers when a check says no. */
  statuses: StatusTable
  /** Judges by a document that the person brought. Throws `configuration_invalid`. */
  byDocument(document: unknown): JudgingBasis
  /** Judges by a connection whose secrets have been opened; asks the platform for what is read live. */
  byConnection(connection: C, tools: StageTools): Promise<JudgingBasis>
  /** Reads a customer list, CSV or JSON. Throws `customers_invalid`, which names row and column. */
  readCustomers(text: string): CustomerList
}

export interface SelectSite {
  /** Null names none. */
  site: string | null
  mode: 'auto' | 'online' | 'offline'
  /** Overrides of the tenant's two settings. */
  identifier?: IdentifierField
  autoprovisioning?: boolean
}

/** What tokens are held against: all of it known, so that choosing needs no further request. */
export interface JudgingBasis {
  /** Throws `configuration_unknown` (the platform's refusal) or `configuration_invalid`. */
  select(options: SelectSite): { configuration: SiteConfiguration; checks: Check[] }
  /** Whether the platform knows the customer; absent where nobody may look. */
  findCustomer?(identifier: Identifier, tools: StageTools): Promise<CustomerKnowledge>
}

/** A customer list that a person brought. */
export interface CustomerList {
  knows(identifier: Identifier): CustomerKnowledge
  /** What becomes of a login with these claims, and what is dangerous in the list. */
  preview(claims: Record<string, unknown> | null, autoprovisioning: boolean): CustomerPreview
}
