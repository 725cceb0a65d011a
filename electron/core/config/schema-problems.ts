import type { z } from 'zod'
import { connectionSchema } from '../../../shared/connection.ts'
import type { DocumentPath, Problem } from '../../../shared/connection-form.ts'
import { error, fix, memberAt } from '../platforms/edited-document.ts'
import { pathText, sentence } from './connection-text.ts'

type Issue = z.core.$ZodIssue

/** Every problem that the schema has with a document, each with its place. */
export function schemaProblems(json: unknown): Problem[] {
  const parsed = connectionSchema.safeParse(json)
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, json))
}

function problemsOf(issue: Issue, json: unknown): Problem[] {
  const path = documentPath(issue.path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownMember(path, key))
  const name = pathText(path) || 'The document'
  return [error(path, `${name} ${sentence(issue)}.`, '', schemeFix(issue, path, json))]
}

function unknownMember(parent: DocumentPath, key: string): Problem {
  const path = [...parent, key]
  const message = `${pathText(path)} is not a member of a connection: correct its name or remove it.`
  return error(path, message, '', fix(`Remove ${key}`, { path }))
}

/** `login.example.com` where a URL is wanted: the commonest slip of all. */
function schemeFix(issue: Issue, path: DocumentPath, json: unknown): Problem['fix'] {
  const value = memberAt(json, path)
  if (issue.code !== 'invalid_format' || issue.format !== 'url') return null
  if (typeof value !== 'string' || !/^[\w.-]+\.[a-z]{2,}(?:[:/]\S*)?$/i.test(value)) return null
  return fix('Put https:// before it', { path, value: `https://${value}` })
}

/** JSON has no symbols for names. */
function documentPath(path: readonly PropertyKey[]): DocumentPath {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part))
}
