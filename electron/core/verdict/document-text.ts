import { FlowError } from '../failure.ts'

/** A document's text as JSON. Throws `configuration_invalid`, without quoting it: it holds secrets. */
export function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (thrown) {
    const found = thrown instanceof Error ? /position (\d+)/.exec(thrown.message)?.[1] : undefined
    const before = text.slice(0, found === undefined ? text.length : Number(found)).split('\n')
    throw new FlowError(
      'configuration_invalid',
      `The configuration is not JSON: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`,
    )
  }
}
