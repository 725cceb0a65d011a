import { FlowError } from '../failure.ts'
import type { Seal, SealChoice, SealChoosing, Store } from '../ports.ts'
import { isObject } from '../tokens/compact.ts'
import { type KeyFileSeal, keyFileBackend } from './key-file-seal.ts'
import { createMemorySeal, memoryBackend } from './memory-seal.ts'
import { sealChoices } from './seal-choices.ts'
import { readSealed } from './sealed-text.ts'

/**
 * Where the settings say what the person has chosen: in the document of the secrets themselves, so that the choice
 * and what it has sealed change in one write.
 */
export const choiceMember = 'secretsKeptBy'

const choices = [memoryBackend, keyFileBackend] as const
type Choice = (typeof choices)[number]

export interface SealPlaces {
  /** The key store of the system. Asked again until there is one: a keyring may be locked at the start. */
  findKeyStore?: () => Seal | null
  keyFile: KeyFileSeal
  /** What keeps secrets where there is no key store and the person has chosen nothing. */
  fallback: Choice
  store: Pick<Store, 'read'>
}

/**
 * Seals by the key store of the system; without one, as the person has chosen. It opens what any of them has sealed,
 * and moves it to the one in use with the next save, but never by itself from a lasting one into memory.
 */
export class SealKeeper implements Seal {
  readonly choosing: SealChoosing
  readonly #places: SealPlaces
  readonly #memory: Seal
  #keyStore: Seal | null = null
  /** What the settings say, as it was read last; undefined before that. */
  #remembered: Choice | null | undefined
  /** The key store has said no since the last look: each further question could be one more prompt (SS-06). */
  #refused = false

  constructor(places: SealPlaces) {
    this.#places = places
    this.#memory = createMemorySeal(() =>
      this.#recall() === memoryBackend
        ? 'Secrets are kept in memory, as chosen, and must be entered again after a restart.'
        : 'No key store of the system is available: secrets are kept in memory and must be entered again after a restart.',
    )
    this.#look()
    const optionsNow = () => this.#options()
    this.choosing = {
      get options() {
        return optionsNow()
      },
      choose: (id) => this.#choose(id),
      discard: (needed) => {
        const isGivenUp = !this.#keyStore && this.#recall() === memoryBackend
        if (isGivenUp && !needed.has(keyFileBackend)) places.keyFile.remove()
      },
    }
  }

  get backend() {
    return this.#current.backend
  }
  get lasting() {
    return this.#current.lasting
  }
  get sentence() {
    return this.#current.sentence
  }

  seal(plain: string): string {
    return this.#current.seal(plain)
  }

  open(sealed: string): string {
    let place = this.#placeOf(sealed)
    if (!place) {
      // It may be the key store's that was locked until now.
      this.#look()
      place = this.#placeOf(sealed)
    }
    return (place ?? this.#current).open(sealed)
  }

  renew(sealed: string): string | null {
    const current = this.#current
    const place = this.#placeOf(sealed)
    if (place === current) return current.renew?.(sealed) ?? null
    // Without a place, the one in use says why it cannot.
    const plain = (place ?? current).open(sealed)
    if (this.#refused || (!current.lasting && this.#recall() !== memoryBackend)) return null
    try {
      return current.seal(plain)
    } catch {
      // It is no loss: the one there was stays, and can be opened.
      this.#refused = true
      return null
    }
  }

  refresh(): void {
    this.#remembered = undefined
    this.#refused = false
    this.#look()
  }

  get #current(): Seal {
    if (this.#keyStore) return this.#keyStore
    return this.#chosen() === keyFileBackend ? this.#places.keyFile : this.#memory
  }

  /** The settings of another machine must not weaken this one: a key file counts where it is. */
  #chosen(): Choice {
    const { fallback, keyFile } = this.#places
    const remembered = this.#recall()
    if (remembered === keyFileBackend && !keyFile.exists()) return fallback
    return remembered ?? fallback
  }

  #recall(): Choice | null {
    if (this.#remembered === undefined) this.#remembered = this.#readChoice()
    return this.#remembered
  }

  #readChoice(): Choice | null {
    try {
      const document = this.#places.store.read()
      const said = isObject(document) ? document[choiceMember] : null
      return choices.find((choice) => choice === said) ?? null
    } catch {
      // Whoever reads the settings for their own sake is told what is wrong.
      return null
    }
  }

  #look(): void {
    try {
      this.#keyStore ??= this.#places.findKeyStore?.() ?? null
    } catch {
      // One that fails to answer is none, until the next look.
    }
  }

  #placeOf(sealed: string): Seal | undefined {
    const { backend } = readSealed(sealed)
    const places = [this.#keyStore, this.#places.keyFile, this.#memory]
    return places.find((place) => place?.backend === backend) ?? undefined
  }

  #options(): SealChoice[] {
    if (this.#keyStore) return []
    return sealChoices(this.#chosen(), this.#places.keyFile.exists())
  }

  #choose(id: string): void {
    const choice = choices.find((one) => one === id)
    if (choice === undefined || this.#keyStore)
      throw new FlowError('input_invalid', `There is no choice ${id} of how to keep secrets here.`)
    if (choice === keyFileBackend) this.#places.keyFile.make()
    this.#remembered = choice
  }
}
