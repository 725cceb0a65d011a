import type {
  AdministrationAction,
  Fact,
  ResourceInfo,
  Scopes,
} from '../../../shared/administration.ts'
import type { Connection } from '../../../shared/connection.ts'
import type { RequestDraft } from '../../../shared/exchange.ts'
import type { StageTools } from '../flow/stage.ts'
import type { Json } from '../tokens/read-json.ts'

/** What of a platform can be read and changed with a connection (F19). */
export interface Administration<C extends Connection = Connection> {
  /** Asks nobody. The secrets of the connection have been opened; the resources keep them to themselves. */
  resources(connection: C): AdministeredResource[]
}

/** A token of the platform, asked for anew for each act, because a plan may wait longer than one lives. */
export interface AdminSession {
  bearer: string
  scopes: Scopes | null
}

/** In clear: it stays in the core. */
export interface LiveItem {
  id: string
  title: string
  detail: string
  /** As it is edited; a mask where the platform does not give a secret out. */
  value: Json
  version: number | null
  readOnly: string | null
  facts: Fact[]
  /** Of the answer, whatever the adapter needs to write it back. */
  answered?: Record<string, unknown>
}

export interface LiveState {
  host: string
  owner: string
  items: LiveItem[]
  template: Json | null
  /** Why nothing at all can be written here. */
  readOnly: string | null
}

export interface Change {
  action: AdministrationAction
  /** As it is now; null where something new is made. */
  item: LiveItem | null
  parentId: string | null
  /** What shall be there, its kept secrets put back; null for a deletion. */
  value: Json | null
  /** What a restoration brings back, beyond its value. */
  former?: LiveItem
}

/** A change that takes another one back; the item is looked up in the state of that moment. */
export interface WayBack {
  resourceId: string
  itemId: string | null
  action: AdministrationAction
  value: Json | null
  former?: LiveItem
}

/** One write, decided and not sent. */
export interface PreparedWrite {
  /** `tokenExchange of tenant acme`: the host is named after it. */
  what: string
  request(bearer: string): RequestDraft
  /** What will be there then. */
  after: Json | null
  warnings: string[]
  /** Whether the platform itself refuses the write when the state is a newer one. */
  versioned: boolean
  /** The resource in which the result is found, where it is another one. */
  afterIn?: string
  /** The result in the state that was read afterwards. */
  find(state: LiveState, answer: WriteAnswer): LiveItem | null
  /** Null where nothing brings the former state back. */
  wayBack(after: LiveItem | null): WayBack | null
}

export interface WriteAnswer {
  status: number
  body: unknown
  /** What the status means, with what the platform says. */
  message: string
}

export interface AdministeredResource {
  info: Omit<ResourceInfo, 'platformTitle'>
  /** Throws `secret_missing`, `access_token_refused` or `platform_refused`. */
  signIn(tools: StageTools): Promise<AdminSession>
  /** Throws `platform_refused` or `platform_response_invalid`. */
  read(session: AdminSession, parentId: string | null, tools: StageTools): Promise<LiveState>
  /** Throws `administration_invalid` for what the platform's own rules refuse. Pure. */
  prepare(state: LiveState, change: Change): PreparedWrite
  /** Sends the write, once. Any status is an answer. */
  send(request: RequestDraft, tools: StageTools): Promise<WriteAnswer>
}

/** What the buttons say unless there is a better word. */
export const plainLabels = { create: 'Create', update: 'Write', delete: 'Delete' }
