import { z } from 'zod'
import type { Field } from '../../../shared/connection-form.ts'

/** What a person needs to know of a field; the rest is read off the schema, so that they cannot disagree. */
export interface FieldWords {
  label: string
  help: string
  kind: Field['kind']
  /** Of a `choice`: what each value means. */
  options?: Record<string, string>
}

export type Json = z.infer<ReturnType<typeof z.json>>

/** Fields of a connection's schema, by their path: `redirect.port`. Throws for a path that is none. */
export function fieldsOf(schema: z.ZodType, words: Record<string, FieldWords>): Field[] {
  return Object.entries(words).map(([name, { options = {}, ...rest }]) => {
    const path = name.split('.')
    const { required, fallback } = lookUp(schema, path)
    return {
      ...rest,
      path,
      required,
      fallback,
      options: Object.entries(options).map(([value, label]) => ({ value, label })),
    }
  })
}

type Found = { required: boolean; fallback: Json }

function lookUp(schema: z.ZodType, [name, ...rest]: string[], given?: unknown): Found {
  const { inner, required, fallback } = unwrap(schema)
  const value = given ?? fallback
  if (name === undefined) return { required, fallback: z.json().catch(null).parse(value) }
  const member = inner instanceof z.ZodObject ? shapeOf(inner)[name] : undefined
  if (member === undefined) throw new Error(`The schema has no member ${name}`)
  const found = lookUp(member, rest, memberOf(value, name))
  // Within what may be left out, nothing is required.
  return { ...found, required: found.required && required }
}

/** Takes off `optional`, `default` and `prefault`, whose value may decide for members further in. */
export function unwrap(schema: unknown): { inner: unknown; required: boolean; fallback?: unknown } {
  if (schema instanceof z.ZodOptional) return { ...unwrap(schema.unwrap()), required: false }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const fallback = schema.def.defaultValue
    const { inner } = unwrap(schema.unwrap())
    // An object is filled in member by member; the required ones in it still are.
    return { inner, required: inner instanceof z.ZodObject, fallback }
  }
  return { inner: schema, required: true }
}

/** Declared by zod as a record of its innermost type, of which all others are made. */
export function shapeOf(schema: z.ZodObject): Record<string, z.ZodType | undefined> {
  return schema.shape
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
