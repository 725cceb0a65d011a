import type { ResourceInfo } from '../../../shared/administration.ts'
import type { ConnectionForm } from '../../../shared/connection-form.ts'
import type { SandboxStatus } from '../../../shared/sandbox.ts'
import { type OpenDocument, valueAt } from '../connections/document.ts'

/* Whom a button would ask, before anybody was asked. Pure. */

/** By the address that the connection, or else its form, names. */
export function documentHost(document: OpenDocument, form: ConnectionForm | null): string | null {
  const fields = form?.sections.flatMap(({ fields }) => fields) ?? []
  const field = fields.find(({ path }) => path.at(-1) === 'apiUrl')
  if (!field) return null
  const address = valueAt(document, field.path) ?? field.fallback
  return typeof address === 'string' ? hostOf(address) : null
}

export function sandboxHost(
  sandbox: SandboxStatus | null,
  { platformTitle }: ResourceInfo,
  forms: readonly ConnectionForm[],
): string | null {
  const platform = forms.find((form) => form.platformTitle === platformTitle)?.platform
  const address = platform === undefined ? undefined : sandbox?.platforms[platform]?.apiUrl
  return address === undefined ? null : hostOf(address)
}

const hostOf = (address: string): string | null => URL.parse(address)?.host ?? null
