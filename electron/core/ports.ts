/** Time as the core sees it; a test moves it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `then` once after `ms`; returns the function that prevents it. */
  after(ms: number, then: () => void): () => void
}

/** One JSON document that survives a restart (electron-store or conf). Other processes may change it at any time. */
export interface Store {
  /**
   * The document, or null when there is none yet. One that is damaged is kept under another name, the last good
   * copy takes its place, and the host tells the person. Throws `store_unreadable` when that is not possible.
   */
  read(): unknown
  /**
   * Reads, changes and replaces it as one act that no other process can come between; writes nothing when nothing
   * changed. What `change` throws is passed on and nothing is written. Throws `store_unwritable`.
   */
  update(change: (document: unknown) => object): void
}

/**
 * Encryption at rest. A host without a key store says so in `sentence` and keeps secrets in memory only, unless the
 * person chooses otherwise. What it says of itself may change whenever a secret is sealed or something is chosen.
 */
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
  /**
   * For a host that has older keys: the secret sealed as `seal` does it now, null where it already is or where that
   * is not to be had now. Throws like `open`.
   */
  renew?(sealed: string): string | null
  /**
   * Looks again for a key store that was not there, and for what another process let the person choose. Called before
   * a save and when the person asks, not more often: a system may ask the person in turn (SS-06).
   */
  refresh?(): void
  /** Where the person has a say in how secrets are kept (SS-03). */
  readonly choosing?: SealChoosing
}

export interface SealChoosing {
  /** None while a key store of the system seals: nothing weaker is offered, and what was chosen before is forgotten. */
  readonly options: readonly SealChoice[]
  /**
   * Seals by it from now on; to renew what is sealed, and to remember the choice, is the caller's. `refresh` takes
   * back what was not remembered. Throws `store_unwritable`, and `input_invalid` where it is no option.
   */
  choose(this: void, id: string): void
  /** Removes the key of a choice that is given up, unless its backend is still `needed`. Throws `store_unwritable`. */
  discard(this: void, needed: ReadonlySet<string>): void
}

export interface SealChoice {
  id: string
  title: string
  /** What it protects from, and what not. */
  explanation: string
  chosen: boolean
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
  readonly deepLink?: {
    readonly redirectUri: string
    /** Whether the system would bring a link here now; another program may have taken the scheme meanwhile. */
    isRegistered?(): boolean
  }
  /** A window of the application itself for signing in, with a session that ends with it. */
  readonly signInWindow?: SignInWindowPort
}

export interface SignInWindowPort {
  /** Opens it at a URL that core/http/browser-url.ts has let pass. Fails when there is no window. */
  open(options: {
    url: string
    /** Reaching exactly this origin and path ends the sign-in, before anything is sent there. */
    redirectUri: string
    /** Hears of each page, with its query. */
    onAddress(this: void, url: string): void
    /** Hears of the callback once; the window then closes. */
    onCallback(this: void, url: string): void
    /** The person closed it, or its page ended. */
    onClosed(this: void): void
  }): Promise<{ close(): Promise<void> }>
}
