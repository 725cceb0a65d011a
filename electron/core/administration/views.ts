import type { AdministeredItem, Scopes } from '../../../shared/administration.ts'
import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import { maskBody, maskExchange, maskHeaders, maskText, maskUrl } from '../../../shared/redact.ts'
import type { LiveItem, LiveState } from '../platforms/administration.ts'
import type { Json } from '../tokens/read-json.ts'
import { maskedText } from './edited-text.ts'

/* What leaves the core: masked, every part of it. */

export function itemView(item: LiveItem): AdministeredItem {
  const { id, title, detail, value, version, readOnly, facts } = item
  return {
    id,
    title: maskText(title),
    detail: maskText(detail),
    ...maskedText(value),
    version,
    readOnly,
    facts: facts.map(({ name, value }) => ({ name, value: maskText(value) })),
  }
}

export function stateView(state: LiveState, scopes: Scopes | null, exchanges: readonly Exchange[]) {
  const { host, owner, items, template, readOnly } = state
  return {
    host,
    owner,
    items: items.map(itemView),
    template: template === null ? null : templateText(template),
    readOnly,
    scopes,
    exchanges: exchanges.map(maskExchange),
  }
}

const templateText = (template: Json) => JSON.stringify(template, null, 2)

export function requestView({ method, url, headers, body }: RequestDraft): RequestDraft {
  return {
    method,
    url: maskUrl(url),
    headers: maskHeaders(headers),
    body: body === null ? null : maskBody(body),
  }
}

/** One line to be typed or clicked: names come from the platform and may hold anything. */
export function confirmationText(verb: string, what: string, host: string): string {
  const line = `${verb} ${what} at ${host}`.replaceAll(/[\s\p{C}]+/gu, ' ').trim()
  return maskText(line)
}
