import { readFile } from 'node:fs/promises'
import nodePath from 'node:path'
import type { CustomScheme, Session } from 'electron'
import { screenHeaders, screenTypes } from '../core/http/screen-files.ts'
import { appScheme } from './app-origin.ts'

/** What pages of the app scheme may do: be an origin and be trusted like https. Nothing else is switched on. */
export const privilegedScheme: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true },
}

/** The renderer talks over IPC alone, so it may connect to nothing. */
const headers = screenHeaders("'none'")

export type Located = { status: 200; file: string; type: string } | { status: 400 | 404 | 405 }

const longestPath = 1024
/** File names as the build makes them: no leading dot, no separator, drive, percent or control sign. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

/**
 * The file of the bundle that a request names, or the status that refuses it. `path` is injected so that a test
 * can ask for Windows rules on any machine.
 */
export function locate(
  root: string,
  request: { method: string; url: string },
  path: Pick<typeof nodePath, 'resolve' | 'relative' | 'isAbsolute' | 'extname'> = nodePath,
): Located {
  if (request.method !== 'GET') return { status: 405 }
  // The text is judged before the parser tidies it: `..` and its encoded forms would vanish without a trace.
  const named = /^app:\/\/console(?<path>\/[^?#]*)?(?:[?#]|$)/.exec(request.url)?.groups
  if (!named) return { status: 400 }
  const asked = named['path'] ?? '/'
  if (asked.length > longestPath) return { status: 400 }
  const segments = asked === '/' ? ['index.html'] : asked.slice(1).split('/')
  if (!segments.every((name) => segment.test(name))) return { status: 400 }
  const file = path.resolve(root, ...segments)
  // The last lock, whatever the pattern above let through: the file lies below the bundle (E-18).
  const within = path.relative(root, file)
  if (within === '' || within.startsWith('..') || path.isAbsolute(within)) return { status: 400 }
  const type = screenTypes[path.extname(file)]
  return type === undefined ? { status: 404 } : { status: 200, file, type }
}

/** Serves the renderer's files, and only them, to pages of this session. */
export function serveBundle(session: Session, root: string): void {
  session.protocol.handle(appScheme, async (request) => {
    const located = locate(root, request)
    if (located.status !== 200) return new Response(null, { status: located.status, headers })
    try {
      const body = await readFile(located.file)
      return new Response(body, { headers: { ...headers, 'content-type': located.type } })
    } catch {
      // Missing or unreadable is the same to a page; the path of the machine stays here.
      return new Response(null, { status: 404, headers })
    }
  })
}
