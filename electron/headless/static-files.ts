import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { FlowError } from '../core/failure.ts'
import { screenTypes } from '../core/http/screen-files.ts'

/** A file that may be served, and the one type it may have. */
export interface StaticFile {
  file: string
  type: string
}

/**
 * Every file below the folder by the URL path that names it. What is not in the list cannot be asked for, so
 * no path of a request is ever joined to a folder. Throws `capability_missing` when nothing was built.
 */
export async function listStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, StaticFile>()
  for (const entry of entries) {
    const type = screenTypes[path.extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    files.set(`/${path.relative(folder, file).split(path.sep).join('/')}`, { file, type })
  }
  const index = files.get('/index.html')
  if (!index) {
    throw new FlowError(
      'capability_missing',
      'The screens are not built, so the browser has nothing to show; run `npm run build` first.',
    )
  }
  return files.set('/', index)
}
