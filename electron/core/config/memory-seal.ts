import { randomBytes } from 'node:crypto'
import type { Seal } from '../ports.ts'
import { enterAgain, writeSealed } from './sealed-text.ts'

export const memoryBackend = 'memory'

/** Keeps secrets as long as this process lives. Only a name leaves it, so what is written to disk holds no secret. */
export function createMemorySeal(sentence: () => string): Seal {
  const kept = new Map<string, string>()
  const open = (sealed: string) => {
    const plain = kept.get(sealed)
    if (plain === undefined) throw enterAgain('was not kept beyond the last start')
    return plain
  }
  return {
    backend: memoryBackend,
    lasting: false,
    get sentence() {
      return sentence()
    },
    seal(plain) {
      const sealed = writeSealed(memoryBackend, randomBytes(16))
      kept.set(sealed, plain)
      return sealed
    },
    open,
    renew(sealed) {
      open(sealed)
      return null
    },
  }
}
