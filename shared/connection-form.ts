import { z } from 'zod'

/*
 * A connection as a person edits it: form and JSON text are two views of one document. What the fields are,
 * what they mean and what is wrong with them comes from the platform's adapter, so that no screen knows one.
 */

/** Members from the root of the document; a number is an index. */
export const pathSchema = z.array(z.union([z.string(), z.number().int().min(0)]))
export type DocumentPath = z.infer<typeof pathSchema>

export const fieldSchema = z.object({
  path: pathSchema,
  label: z.string(),
  /** One sentence, shown beside the field. */
  help: z.string(),
  kind: z.enum(['text', 'url', 'number', 'switch', 'choice', 'secret', 'lines', 'json']),
  /** Of a `choice`: what may be written, and what it means. */
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  required: z.boolean(),
  /** What holds when it is left out; null where nothing does. */
  fallback: z.json(),
})
export type Field = z.infer<typeof fieldSchema>

export const connectionFormSchema = z.object({
  platform: z.string(),
  platformTitle: z.string(),
  sections: z.array(
    z.object({ title: z.string(), explanation: z.string(), fields: z.array(fieldSchema) }),
  ),
  /** JSON text of a connection to begin with. */
  template: z.string(),
})
export type ConnectionForm = z.infer<typeof connectionFormSchema>

/** Something about the document that the person should know; only an `error` prevents saving. */
export const problemSchema = z.object({
  severity: z.enum(['error', 'trap']),
  path: pathSchema,
  /** One sentence that names the thing and the fix. */
  message: z.string(),
  /** Clause of the reference that says so; empty for the schema's own. */
  source: z.string(),
  /** What one click would change; `value` absent removes the member. */
  fix: z
    .object({
      label: z.string(),
      changes: z.array(z.object({ path: pathSchema, value: z.json().optional() })),
    })
    .nullable(),
})
export type Problem = z.infer<typeof problemSchema>

/** One effective value: what holds for a site, and which layer says so. */
export const effectiveValueSchema = z.object({
  name: z.string(),
  /** As text, masked where it is secret; null while it is unset. */
  value: z.string().nullable(),
  /** `Site_DE.audience`, `default.issuer`, `tenant setting`, `platform default`; empty while unset. */
  layer: z.string(),
  /** Where to edit it; null where it is not in this document. */
  path: pathSchema.nullable(),
  /** The same member in lower layers, which this one hides. */
  shadows: z.array(z.object({ layer: z.string(), value: z.string() })),
  /** The check that is skipped because it is unset; null where it is set or none depends on it. */
  skips: z.string().nullable(),
})
export type EffectiveValue = z.infer<typeof effectiveValueSchema>

export const effectiveSiteSchema = z.object({
  site: z.string(),
  /** `online`, `offline`, and why; null where the entry cannot be used. */
  mode: z.object({ value: z.enum(['online', 'offline']), reason: z.string() }).nullable(),
  values: z.array(effectiveValueSchema),
})
export type EffectiveSite = z.infer<typeof effectiveSiteSchema>

export const analysisSchema = z.object({
  /** Null while the text is no JSON object with a known `platform`. */
  platform: z.string().nullable(),
  problems: z.array(problemSchema),
  /** Each site configuration as it takes effect; empty where the platform has none, or it is read live. */
  effective: z.array(effectiveSiteSchema),
  /** Whether it could be saved as it stands. */
  valid: z.boolean(),
})
export type Analysis = z.infer<typeof analysisSchema>

/** What a pasted text was taken for, and the connection made of it, to be edited before it is saved. */
export const importedSchema = z.object({
  /** `a tokenExchange document`, `an issuer`, `a connection`. */
  took: z.string(),
  text: z.string(),
  /** What could not be taken over, in sentences. */
  notes: z.array(z.string()),
})
export type Imported = z.infer<typeof importedSchema>
