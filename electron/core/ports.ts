/** Time as the core sees it; a test moves it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `then` once after `ms`; returns the function that prevents it. */
  after(ms: number, then: () => void): () => void
}

/** One JSON document that survives a restart (electron-store or conf). */
export interface Store {
  /** The document, or null when there is none yet. Throws `store_unreadable` when it is damaged. */
  read(): unknown
  /** Replaces it atomically. Throws `store_unwritable`. */
  write(document: unknown): void
}

/** Encryption at rest. A host without a key store says so in `sentence` and keeps secrets in memory only. */
export interface Seal {
  /** Name of what holds the key: `gnome_libsecret`, `keychain`, `key-file`, `memory`. */
  readonly backend: string
  /** Whether sealed secrets survive a restart. */
  readonly lasting: boolean
  /** For the status bar: `Secrets sealed by the system key store`. */
  readonly sentence: string
  seal(plain: string): string
  /** Throws when the text was sealed by another backend or key, or is damaged. */
  open(sealed: string): string
}

/** Facts in a log line; values pass through redaction before they are written. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: object) => void

/** What a host supplies. An optional port that is missing is a missing capability, refused by name. */
export interface Ports {
  readonly version: string
  readonly clock: Clock
  readonly store: Store
  readonly seal: Seal
  readonly log: Log
  /** Opens the person's browser. Gets only URLs that core/http/browser-url.ts has let pass. */
  openUrl(url: string): Promise<void>
  /** Reads what a secret of a connection file names; null where it does not exist. */
  environment(name: string): string | null
  readTextFile(path: string): Promise<string>
  /** Fails when the system does not take the text. */
  readonly clipboard?: (text: string) => Promise<void>
  /** Present where the operating system brings `sso-flow-console://callback` to us. */
  readonly deepLink?: { readonly redirectUri: string }
}
