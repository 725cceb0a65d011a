import type { DocumentPath, Problem } from '../../../shared/connection-form.ts'
import { isLoopbackHost } from '../http/loopback-host.ts'
import { isObject } from '../tokens/compact.ts'
import { fix, textAt, trap } from './edited-document.ts'

/* Slips of the pen that any text or URL of a connection can have. */

/** Plain http to another machine, and a doubled slash in the path. */
export function urlTraps(document: unknown, path: DocumentPath, name: string): Problem[] {
  const value = textAt(document, path)
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol)) return []
  const problems: Problem[] = []
  if (isPlainHttp(url)) {
    const safe = value.replace(/^http:/i, 'https:')
    const message = `${name} is http, so that tokens and secrets travel in clear: use https.`
    problems.push(
      trap(path, message, 'RFC 9700 section 2.6', fix('Use https', { path, value: safe })),
    )
  }
  const single = withoutDoubledSlash(value)
  if (single !== value) {
    const message = `${name} has a doubled slash in its path, which servers do not take for one.`
    const remedy = fix('Use one', { path, value: single })
    problems.push(trap(path, message, 'RFC 3986 section 3.3', remedy))
  }
  return problems
}

/** Plain http is acceptable on this machine only (W-07). */
export function isPlainHttp(url: URL): boolean {
  return url.protocol === 'http:' && !isLoopbackHost(url.hostname)
}

/** The slashes after the scheme and those of a query stay. */
export function withoutDoubledSlash(url: string): string {
  const [, scheme = '', path = '', rest = ''] =
    /^([a-z][\w+.-]*:\/\/)?([^?#]*)(.*)$/is.exec(url) ?? []
  return scheme + path.replaceAll(/(?<!^)\/{2,}/g, '/') + rest
}

/** Blanks around a text, which come with copying and are compared like any other character. */
export function blankTraps(
  document: unknown,
  isPassedOver: (path: DocumentPath) => boolean,
): Problem[] {
  const problems: Problem[] = []
  const walk = (value: unknown, path: DocumentPath): void => {
    if (isPassedOver(path)) return
    if (typeof value === 'string' && value !== value.trim()) {
      const message = `${String(path.at(-1))} has blanks around it, which count when it is compared.`
      const remedy = fix('Remove them', { path, value: value.trim() })
      problems.push(trap(path, message, 'RFC 3986 section 6.2.1', remedy))
    }
    if (Array.isArray(value)) value.forEach((member, i) => walk(member, [...path, i]))
    else if (isObject(value))
      for (const [name, member] of Object.entries(value)) walk(member, [...path, name])
  }
  walk(document, [])
  return problems
}

/** Scope values are separated by blanks (RFC 6749 section 3.3). */
export function missingScope(
  document: unknown,
  path: DocumentPath,
  { name, why, source }: { name: string; why: string; source: string },
): Problem[] {
  const scope = textAt(document, path)
  if (scope === '' || scope.split(' ').includes(name)) return []
  const remedy = fix(`Add ${name}`, { path, value: `${scope.trim()} ${name}` })
  return [trap(path, `scope lacks ${name}: ${why}`, source, remedy)]
}
