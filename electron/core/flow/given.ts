import { type ValueName, type Values, valueSchemas } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'

/**
 * Applies overrides such as `client.scope` -> `openid` to the given values. A text is taken as it is where the
 * member is a text, else read as JSON. Throws `input_invalid` and names the members that exist.
 */
export function override(
  given: Partial<Values>,
  inputs: Record<string, string>,
): { given: Partial<Values>; overridden: ValueName[] } {
  let values = given
  const overridden: ValueName[] = []
  for (const [path, text] of Object.entries(inputs)) {
    const [name = '', ...members] = path.split('.')
    if (!isGiven(name, values) || members.length === 0) throw unknownInput(path, values)
    values = { ...values, [name]: changed(name, values, members, text, path) }
    overridden.push(name)
  }
  return { given: values, overridden }
}

/** The same where the paths are known to be good: a change that no longer fits its value is left out. */
export function overlay(values: Partial<Values>, inputs: Record<string, string>): Partial<Values> {
  return Object.entries(inputs).reduce((current, [path, text]) => {
    try {
      return override(current, { [path]: text }).given
    } catch (thrown) {
      if (thrown instanceof FlowError) return current
      throw thrown
    }
  }, values)
}

function isGiven(name: string, values: Partial<Values>): name is ValueName {
  return Object.hasOwn(values, name)
}

function changed(
  name: ValueName,
  values: Partial<Values>,
  members: string[],
  text: string,
  path: string,
): unknown {
  for (const candidate of [text, json(text)]) {
    if (candidate === undefined) continue
    const parsed = valueSchemas[name].safeParse(withMember(values[name], members, candidate))
    if (parsed.success && hasMember(parsed.data, members)) return parsed.data
  }
  throw unknownInput(path, values)
}

function withMember(value: unknown, [head = '', ...rest]: string[], leaf: unknown): unknown {
  const object = typeof value === 'object' && value !== null ? { ...value } : {}
  const own = Object.hasOwn(object, head) ? object[head as keyof typeof object] : undefined
  return { ...object, [head]: rest.length === 0 ? leaf : withMember(own, rest, leaf) }
}

/** A schema drops members it does not know; then the path named nothing. */
function hasMember(value: unknown, [head = '', ...rest]: string[]): boolean {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, head)) return false
  return rest.length === 0 || hasMember(value[head as keyof typeof value], rest)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function unknownInput(path: string, values: Partial<Values>): FlowError {
  const known = Object.entries(values).flatMap(([name, value]) =>
    Object.keys(value ?? {}).map((member) => `${name}.${member}`),
  )
  return new FlowError(
    'input_invalid',
    `The input ${path} does not exist or does not take this value; inputs are: ${known.join(', ')}.`,
    { path },
  )
}

/** A subject token as a person brings it: quoted, with `Bearer `, with a line end. One token, else a refusal. */
export function readSubjectToken(text: string): string {
  const token = text
    .trim()
    .replace(/^Bearer\s+/i, '')
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
  if (token === '') {
    throw new FlowError('subject_token_malformed', 'The subject token is empty.')
  }
  // RFC 6750 section 2.1: a bearer token is visible ASCII without blanks.
  const odd = token.search(/[^\x21-\x7e]/)
  if (odd !== -1) {
    throw new FlowError(
      'subject_token_malformed',
      `The subject token is malformed: character ${odd + 1} of ${token.length} is a blank or no ASCII; give exactly one token.`,
    )
  }
  return token
}
