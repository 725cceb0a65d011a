import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commands, events } from '../shared/contract.ts'
import { failureKinds, failureKindSchema, failureSchema } from '../shared/failure.ts'

const schemas = [
  ...Object.entries(commands).flatMap(([name, { input, output }]) => [
    { name: `${name} (input)`, schema: input },
    { name: `${name} (output)`, schema: output },
  ]),
  ...Object.entries(events).map(([name, schema]) => ({ name, schema })),
]

describe('the contract', () => {
  it.each(schemas)('$name is plain JSON on both sides of a boundary', ({ schema }) => {
    // Throws for what JSON cannot carry: dates, maps, bigints, undefined, transforms.
    const coming = z.toJSONSchema(schema, { io: 'input' })
    const going = z.toJSONSchema(schema, { io: 'output' })
    expect(coming).toBeTypeOf('object')
    expect(going).toBeTypeOf('object')
  })

  it.each(Object.keys(commands))('%s is named area.verb', (name) => {
    expect(name).toMatch(/^[a-z]+\.[a-z][a-zA-Z]*$/)
  })

  it.each(Object.keys(events))('%s is named after what happened', (name) => {
    expect(name).toMatch(/^(?:[a-z]+\.changed|notice)$/)
  })

  it.each(Object.entries(commands))(
    '%s refuses members that it does not know',
    (_name, { input }) => {
      expect(z.toJSONSchema(input, { io: 'input' })).toMatchObject({ additionalProperties: false })
    },
  )

  it('gives every failure code a known kind', () => {
    expect(
      Object.values(failureKinds).filter((kind) => !failureKindSchema.safeParse(kind).success),
    ).toEqual([])
    expect(failureSchema.shape.code.options).toEqual(Object.keys(failureKinds))
  })
})
