/**
 * The status that refuses a request body by its announced size, or null when it may come in. A body without a
 * length is refused (411): nothing that talks to our own servers sends one, and its size is known too late.
 */
export function bodyRefusal(
  header: (name: string) => string | undefined,
  maxBytes: number,
): 411 | 413 | null {
  if (header('transfer-encoding') !== undefined) return 411
  return Number(header('content-length') ?? 0) > maxBytes ? 413 : null
}
