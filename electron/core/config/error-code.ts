/** What the operating system said, such as `ENOSPC`: a text that holds no path, unlike the error's message. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
}
