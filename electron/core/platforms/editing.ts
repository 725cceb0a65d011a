import type { Connection } from '../../../shared/connection.ts'
import type {
  ConnectionForm,
  EffectiveSite,
  Imported,
  Problem,
} from '../../../shared/connection-form.ts'

/** A text that a person pasted; `json` is undefined where it is no JSON. */
export interface Pasted {
  text: string
  json: unknown
}

/**
 * How a platform's connections are edited (F17, F21). The documents are as far as they have been typed, with a
 * mask in the place of every secret, so that nothing here can tell one.
 */
export interface Editing<C extends Connection = Connection> {
  sections: ConnectionForm['sections']
  /** A connection to begin with; required members are there and empty. */
  template: string
  /** What is wrong or dangerous in a way that the schema does not say. `now` in milliseconds since the epoch. */
  traps(document: unknown, now: number): Problem[]
  /** Each site configuration as it takes effect; empty where there are none. */
  effective(document: unknown): EffectiveSite[]
  /** Whether an address is the platform's own, so that nobody takes it for an identity provider. */
  owns(url: URL): boolean
  /** Connections made of what the platform or its provider gives out; empty where it recognises nothing. */
  importFrom(pasted: Pasted): Imported[]
  /** What to ask the platform's support, or whoever sets up the other end, for. */
  changeRequest(connection: C): string
}
