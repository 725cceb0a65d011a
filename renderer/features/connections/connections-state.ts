import type { ConnectionForm, Imported } from '../../../shared/connection-form.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { OpenDocument } from './document.ts'

/** Where a refused command is shown: in the pane, or the dialog, it concerns. */
export type Place = 'list' | 'document' | 'dialog' | 'secret'

export type OpenDialog = 'new' | 'export' | 'change-request'

export type View = 'form' | 'json' | 'change'

/** What the person wants to go on to, while the document has changes that are not saved. */
export type Target =
  | { kind: 'open'; connectionId: string }
  | { kind: 'begin'; text: string; isTemplate: boolean }
  | { kind: 'debugger'; connectionId: string }

/** A connection that was deleted since this window opened, and what had not been saved of it. */
export interface Deleted {
  connectionId: string
  name: string
  draft: string | null
}

/** Shared: the same for every document. */
interface Shared {
  loaded: boolean
  forms: ConnectionForm[]
  deleted: Deleted[]
}

/** Passing: how the person looks at it at the moment. */
interface Passing {
  /** Null: none is open, or the one that is open is shown without a document. */
  document: OpenDocument | null
  /** The connection on screen; it may have no document to read. */
  chosenId: string | null
  filter: string
  /** The section of the form: `section-0`. */
  tab: string
  /** Where it is narrow, the one view in sight; else what stands beside the form, `form` meaning JSON. */
  view: View
  /** The site configuration whose values are shown. */
  site: string | null
  leaving: Target | null
  dialog: OpenDialog | null
  /** What a pasted text was taken for; null until it was asked. */
  imported: Imported[] | null
  saving: boolean
  problems: Partial<Record<Place, Failure>>
}

export interface ConnectionsState extends Shared, Passing {}

export const firstTab = 'section-0'

export const initialState: ConnectionsState = {
  loaded: false,
  forms: [],
  deleted: [],
  document: null,
  chosenId: null,
  filter: '',
  tab: firstTab,
  view: 'form',
  site: null,
  leaving: null,
  dialog: null,
  imported: null,
  saving: false,
  problems: {},
}
