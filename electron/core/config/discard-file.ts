import { rmSync } from 'node:fs'

/** Removes a file that is of no more use. Whether that works changes nothing for whoever asks. */
export function discardFile(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // It stays behind, in nobody's way.
  }
}
