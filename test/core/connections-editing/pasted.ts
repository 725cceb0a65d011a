import type { Imported } from '../../../shared/connection-form.ts'
import type { TestConsole } from '../../support/console.ts'

export const take = (console: TestConsole, pasted: unknown, platform?: string) => {
  const text = typeof pasted === 'string' ? pasted : JSON.stringify(pasted)
  return console.call('connections.import', { text, ...(platform && { platform }) })
}

export const documentOf = (imported: Imported | undefined) =>
  JSON.parse(imported?.text ?? 'null') as Record<string, Record<string, unknown>>
