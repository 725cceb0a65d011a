import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folder of package.json, whether this runs from its source or from the bundle. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, 'package.json')) && folder !== path.dirname(folder)) {
    folder = path.dirname(folder)
  }
  return folder
}

export const rendererFolder = () => path.join(packageRoot(), 'out', 'renderer')
