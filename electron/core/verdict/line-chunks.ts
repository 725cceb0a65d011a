/** Longer lines are not read: the limit of a token everywhere else. */
const longestLine = 4_000_000

/** Stands for a line that was too long to be read. */
export const overlongLine = '\0'

const lineEnd = 10

/**
 * Cuts bytes into chunks of whole lines without looking at the lines themselves. A last line without a line end
 * comes as it is. Each chunk has memory of its own, so that it can be handed to another thread.
 */
export async function* lineChunks(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let begun: Uint8Array[] = []
  let size = 0
  let overlong = false
  for await (const read of input) {
    const end = read.lastIndexOf(lineEnd) + 1
    if (end > 0) {
      const rest = overlong ? read.subarray(read.indexOf(lineEnd), end) : read.subarray(0, end)
      yield joined(overlong ? [overlongBytes(), rest] : [...begun, rest])
      begun = []
      size = 0
      overlong = false
    }
    const remaining = read.subarray(end)
    size += remaining.length
    if (size > longestLine) {
      overlong = true
      begun = []
    } else if (remaining.length > 0 && !overlong) begun.push(remaining)
  }
  if (overlong) yield overlongBytes()
  else if (begun.length > 0) yield joined(begun)
}

const overlongBytes = () => new TextEncoder().encode(overlongLine)

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
