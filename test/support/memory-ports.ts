import type { Ports } from '../../electron/core/ports.ts'
import { testSeal } from './console.ts'

/** What connections ask of a host, with a store that a test can look into. `updates` counts the changes. */
export function memoryPorts(document: unknown = null) {
  const stored = { document, updates: 0 }
  const logged: string[] = []
  const ports = {
    seal: testSeal,
    store: {
      // A document of its own each time, as from a file.
      read: () => structuredClone(stored.document),
      update(change) {
        const after = change(structuredClone(stored.document))
        stored.document = JSON.parse(JSON.stringify(after))
        stored.updates += 1
      },
    },
    log: (level, message) => void logged.push(`${level} ${message}`),
    environment: () => null,
    readTextFile: (path) => Promise.reject(new Error(`no file ${path}`)),
  } satisfies Partial<Ports>
  return { ports, stored, logged }
}
