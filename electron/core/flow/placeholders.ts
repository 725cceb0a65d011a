import type { RequestDraft } from '../../../shared/exchange.ts'
import { maskBody, maskHeaders, maskUrl } from '../../../shared/redact.ts'
import { FlowError } from '../failure.ts'
import { vetDraft } from '../http/vet-draft.ts'
import type { Hide } from './masked-exchange.ts'
import { behindMasks, maskedValues, replaceMasks } from './masked-parts.ts'

/** A request that can be edited without its secrets: each stands as `{{name}}`. */
export interface SealedDraft {
  draft: RequestDraft
  /** What a placeholder stands for, as it is spelled in its place. */
  secrets: ReadonlyMap<string, string>
  /** The only origin that may get them. */
  origin: string
}

const placeholders = /\{\{[\w.-]+\}\}/g

/**
 * Puts placeholders in place of secrets: of those that have a name or a shape, and of those that `hide` knows. Pure: the
 * same request gives the same placeholders.
 */
export function sealDraft(request: RequestDraft, hide: Hide): SealedDraft {
  const secrets = new Map<string, string>()
  const put = (name: string, secret: string) => {
    const placeholder = free(name, secrets)
    secrets.set(placeholder, secret)
    return placeholder
  }
  const seal = (clear: string, masked: string, fallback: string) => {
    const hidden = hide(masked)
    const behind = behindMasks(clear, hidden, maskedValues)
    // What cannot be laid side by side is sealed as a whole.
    if (!behind) return put(fallback, clear)
    return replaceMasks(hidden, maskedValues, (index, before) =>
      put(nameBefore(before) ?? fallback, behind[index] ?? ''),
    )
  }
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const masked = maskHeaders(request.headers)
  return {
    origin: new URL(request.url).origin,
    secrets,
    draft: {
      method: request.method,
      url: seal(request.url, maskUrl(request.url), 'url'),
      headers: request.headers.map(([name, value], index) => [
        name,
        seal(value, masked[index]?.[1] ?? '', name.toLowerCase()),
      ]),
      body: request.body === null ? null : seal(request.body, maskBody(request.body, type), 'body'),
    },
  }
}

/**
 * The edited request with its secrets. Throws `request_invalid` with what is wrong: a placeholder that stands for
 * nothing, secrets for another host, or a request that cannot be sent.
 */
export function fillIn({ secrets, origin }: SealedDraft, edited: RequestDraft): RequestDraft {
  const used: string[] = []
  const fill = (text: string) =>
    text.replace(placeholders, (placeholder) => {
      const secret = secrets.get(placeholder)
      if (secret === undefined) throw unknownPlaceholder(placeholder, secrets)
      used.push(placeholder)
      return secret
    })
  const filled: RequestDraft = {
    method: edited.method.trim().toUpperCase(),
    url: fill(edited.url.trim()),
    headers: edited.headers.map(([name, value]) => [name.trim(), fill(value.trim())]),
    body: edited.body === null || edited.body === '' ? null : fill(edited.body),
  }
  vetDraft(filled)
  if (used.length > 0 && new URL(filled.url).origin !== origin) {
    throw new FlowError(
      'request_invalid',
      `${used[0]} is filled in only for ${origin}; type the value itself to send it to another host.`,
    )
  }
  return filled
}

function free(name: string, taken: ReadonlyMap<string, string>): string {
  for (let number = 1; ; number++) {
    const placeholder = number === 1 ? `{{${name}}}` : `{{${name}-${number}}}`
    if (!taken.has(placeholder)) return placeholder
  }
}

/** The name that a value follows: of a parameter, a JSON member, or nothing. */
function nameBefore(before: string): string | null {
  return /([\w.-]+)["']?\s*[=:]\s*["']?[\w+/=~-]*$/.exec(before)?.[1] ?? null
}

function unknownPlaceholder(placeholder: string, secrets: ReadonlyMap<string, string>): FlowError {
  const known = [...secrets.keys()].join(', ') || 'none'
  return new FlowError(
    'request_invalid',
    `${placeholder} stands for nothing in this request; its placeholders are: ${known}.`,
  )
}
