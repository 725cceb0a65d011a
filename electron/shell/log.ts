import { maskText } from '../../shared/redact.ts'
import type { Log } from '../core/ports.ts'

/**
 * One line per fact on stderr, masked as a whole (G-01), so that a secret in any member is caught. A packaged app
 * writes nothing: nobody reads its output, and the system keeps it in places of its own.
 */
export function createLog(packaged: boolean, write: (line: string) => void): Log {
  if (packaged) return () => undefined
  return (level, message, facts) => {
    const more = facts === undefined ? '' : ` ${JSON.stringify(facts)}`
    write(maskText(`${level}: ${message}${more}`) + '\n')
  }
}
