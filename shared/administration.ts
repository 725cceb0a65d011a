import { z } from 'zod'
import { pathSchema } from './connection-form.ts'
import { exchangeSchema, requestDraftSchema } from './exchange.ts'

/*
 * What a person changes at the platform itself: read, planned, confirmed, written. Which things there are and what
 * they mean comes from the platform's adapter, so that no screen knows one.
 */

export const administrationActionSchema = z.enum(['create', 'update', 'delete'])
export type AdministrationAction = z.infer<typeof administrationActionSchema>

export const administeredResourceSchema = z.object({
  id: z.string(),
  /** The platform's own name. */
  platformTitle: z.string(),
  title: z.string(),
  explanation: z.string(),
  /** A `document` is there once or not at all. */
  kind: z.enum(['document', 'list']),
  actions: z.array(administrationActionSchema),
  /** What the button of each action says. */
  labels: z.object({ create: z.string(), update: z.string(), delete: z.string() }),
  /** Whether `create` makes something new from the template, or is done with an item of the list. */
  creates: z.enum(['from-template', 'from-item']),
  /** The resource of whose items one has to be chosen first: its id is the `parentId`. */
  parents: z.string().nullable(),
  /** Why it cannot be administered with this connection. */
  unavailable: z.string().nullable(),
})
export type ResourceInfo = z.infer<typeof administeredResourceSchema>

/** Of the platform's token: what was asked for and what it brought. */
export const scopesSchema = z.object({
  asked: z.array(z.string()),
  granted: z.array(z.string()),
  missing: z.array(z.string()),
})
export type Scopes = z.infer<typeof scopesSchema>

const factSchema = z.object({ name: z.string(), value: z.string() })
export type Fact = z.infer<typeof factSchema>

export const administeredItemSchema = z.object({
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  /** JSON as it is edited; a mask stands for every secret, and keeps it where it is left. */
  text: z.string(),
  /** Where the masks stand. */
  secrets: z.array(pathSchema),
  version: z.number().nullable(),
  /** Why the platform would refuse a change. */
  readOnly: z.string().nullable(),
  facts: z.array(factSchema),
})
export type AdministeredItem = z.infer<typeof administeredItemSchema>

export const administeredStateSchema = z.object({
  host: z.string(),
  /** Tenant or store, in words: `tenant acme`. */
  owner: z.string(),
  items: z.array(administeredItemSchema),
  /** JSON text of a new item; null where none can be made. */
  template: z.string().nullable(),
  /** Why nothing at all can be written here. */
  readOnly: z.string().nullable(),
  /** Null where the platform knows no scopes. */
  scopes: scopesSchema.nullable(),
  exchanges: z.array(exchangeSchema),
})
export type AdministeredState = z.infer<typeof administeredStateSchema>

export const differenceLineSchema = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
})
export type DifferenceLine = z.infer<typeof differenceLineSchema>

export const planInputSchema = z.strictObject({
  connectionId: z.string(),
  resourceId: z.string(),
  parentId: z.string().nullable().optional(),
  itemId: z.string().nullable(),
  action: administrationActionSchema,
  /** Not read for a deletion. */
  text: z.string().max(1_000_000).nullable().optional(),
})

/** A write that waits for the person's word. It can be carried out once. */
export const plannedWriteSchema = z.object({
  planId: z.string(),
  host: z.string(),
  owner: z.string(),
  action: administrationActionSchema,
  request: requestDraftSchema,
  /** Of the live state against what would be there, line by line. */
  difference: z.array(differenceLineSchema),
  warnings: z.array(z.string()),
  /** The text to confirm, to the letter. */
  confirmation: z.string(),
  exchanges: z.array(exchangeSchema),
})
export type PlannedWrite = z.infer<typeof plannedWriteSchema>

export const writeInputSchema = z.strictObject({ planId: z.string(), confirmation: z.string() })

export const writtenSchema = z.object({
  /** `conflict`: somebody else changed it since the plan was made, so that a new plan is needed. */
  outcome: z.enum(['written', 'conflict', 'refused']),
  /** Of the platform's answer; null where nothing was sent, because the conflict was seen before. */
  status: z.number().nullable(),
  message: z.string(),
  /** As it was read again; null where there is none, or it could not be read. */
  item: administeredItemSchema.nullable(),
  /** From the state that was planned on to the state now. */
  difference: z.array(differenceLineSchema),
  /** The plan that takes it back, to be confirmed like any other. */
  restore: plannedWriteSchema.nullable(),
  exchanges: z.array(exchangeSchema),
})
export type Written = z.infer<typeof writtenSchema>
