import type { ChosenKeeping, SecretKeeping } from '../../../shared/secret-keeping.ts'
import { FlowError } from '../failure.ts'
import type { Seal } from '../ports.ts'
import type { Connections } from './connections.ts'

/** How secrets are kept on this machine, as far as the person has a say in it (SS-03). */
export class SecretChoice {
  readonly #seal: Seal
  readonly #connections: Connections
  readonly #changed: (status: SecretKeeping) => void
  /** The sentence that was told last; null while nobody has asked. */
  #told: string | null = null

  constructor(seal: Seal, connections: Connections, changed: (status: SecretKeeping) => void) {
    this.#seal = seal
    this.#connections = connections
    this.#changed = changed
  }

  now(): SecretKeeping {
    const { backend, lasting, sentence, choosing } = this.#seal
    this.#told = sentence
    return { backend, lasting, sentence, choices: [...(choosing?.options ?? [])] }
  }

  /** Asked by a person who wants to know: a key store that was locked may be there now. */
  status(): SecretKeeping {
    this.#seal.refresh?.()
    this.tell()
    return this.now()
  }

  /** Seals by the choice from now on, and all that is kept at once; a failure leaves everything as it was. */
  choose(id: string): ChosenKeeping {
    const { choosing } = this.#seal
    if (!choosing?.options.some((option) => option.id === id))
      throw new FlowError('input_invalid', `There is no choice ${id} of how to keep secrets here.`)
    choosing.choose(id)
    try {
      const { names, backends } = this.#connections.reseal(id)
      choosing.discard(backends)
      return { ...this.status(), left: names }
    } catch (thrown) {
      // What was not remembered is not in use either.
      this.status()
      throw thrown
    }
  }

  /** Whatever seals now may be something else than before: a key store was unlocked, another process has chosen. */
  tell(): void {
    if (this.#told !== null && this.#told !== this.#seal.sentence) this.#changed(this.now())
  }
}
