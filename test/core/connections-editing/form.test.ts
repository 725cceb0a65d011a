import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { shapeOf, unwrap } from '../../../electron/core/platforms/form-fields.ts'
import { connectionSchema } from '../../../shared/connection.ts'
import type { ConnectionForm } from '../../../shared/connection-form.ts'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { analyse } from './documents.ts'

let console: TestConsole
let forms: ConnectionForm[]
beforeAll(async () => {
  console = testConsole()
  forms = await console.call('connections.forms', {})
})
afterAll(() => console.close())

/** Every member of a schema by its path, down to where it is no object any more. */
function membersOf(schema: unknown, path: string[] = []): { path: string[]; inner: unknown }[] {
  const { inner } = unwrap(schema)
  if (!(inner instanceof z.ZodObject)) return [{ path, inner }]
  return Object.entries(shapeOf(inner)).flatMap(([name, member]) =>
    membersOf(member, [...path, name]),
  )
}

const schemas = connectionSchema.options.map((schema) => {
  const [platform] = [...schema.shape.platform.values]
  return { platform: String(platform), members: membersOf(schema) }
})

const fieldsOf = (platform: string) =>
  forms.find((form) => form.platform === platform)?.sections.flatMap(({ fields }) => fields) ?? []

describe.each(schemas)('the form of $platform', ({ platform, members }) => {
  it('has a field for every member of the schema, and none besides', () => {
    const fields = fieldsOf(platform).map(({ path }) => path.join('.'))
    const named = members.map(({ path }) => path.join('.')).filter((path) => path !== 'platform')
    expect(fields.toSorted()).toEqual(named.toSorted())
  })

  it('names every choice of the schema', () => {
    const choices = members.flatMap(({ path, inner }) =>
      inner instanceof z.ZodEnum ? [[path.join('.'), inner.options.map(String).toSorted()]] : [],
    )
    const fields = fieldsOf(platform)
      .filter(({ kind }) => kind === 'choice')
      .map(({ path, options }) => [path.join('.'), options.map(({ value }) => value).toSorted()])
    expect(Object.fromEntries(fields)).toEqual(Object.fromEntries(choices))
  })

  it('says for each in one sentence what it is', () => {
    for (const { label, help } of fieldsOf(platform)) {
      expect(label).toMatch(/^\S.*\S$/)
      expect(help).toMatch(/^[A-Z3\d].*\.$/)
      expect(help.split(/[.!?] [A-Z]/)).toHaveLength(1)
    }
  })

  it('begins with a template in which nothing but the required members is missing', async () => {
    const { template } = forms.find((form) => form.platform === platform) ?? { template: '' }
    const { problems, valid } = await analyse(console, JSON.parse(template))
    const errors = problems.filter(({ severity }) => severity === 'error')
    const required = fieldsOf(platform).filter((field) => field.required)
    expect(valid).toBe(false)
    for (const { path } of errors) expect(required.map((field) => field.path)).toContainEqual(path)
    expect(template).not.toMatch(/todo|xxx|example/i)
  })
})

describe('a field', () => {
  const field = (platform: string, path: string) =>
    fieldsOf(platform).find((one) => one.path.join('.') === path)

  it('tells what holds while it is left out', () => {
    expect(field('emporix', 'emporix.apiUrl')?.fallback).toBe('https://api.emporix.io')
    expect(field('emporix', 'redirect.host')?.fallback).toBe('127.0.0.1')
    // The redirect as a whole has a default of its own there.
    expect(field('elastic-path', 'redirect.host')?.fallback).toBe('localhost')
    expect(field('elastic-path', 'redirect.port')?.fallback).toBe(8080)
    expect(field('elastic-path', 'redirect.path')?.fallback).toBe('/callback')
    expect(field('emporix', 'emporix.sso.pkce')?.fallback).toBe(true)
    expect(field('emporix', 'identityProvider.clientSecret')?.fallback).toBeNull()
  })

  it('is required only where nothing around it may be left out', () => {
    expect(field('emporix', 'identityProvider.issuer')?.required).toBe(true)
    expect(field('emporix', 'emporix.serviceClient.clientId')?.required).toBe(false)
    expect(field('elastic-path', 'elasticPath.legacy.apiUrl')?.required).toBe(false)
    expect(field('elastic-path', 'elasticPath.clientId')?.required).toBe(true)
  })
})
