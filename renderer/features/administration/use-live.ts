import { useEffect, useMemo } from 'react'
import type { ResourceInfo } from '../../../shared/administration.ts'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import { useChosen, useConnectionsState } from '../connections/connections-context.tsx'
import type { Connections } from '../connections/connections.ts'
import { formOf } from '../connections/document.ts'
import { parseTree } from '../connections/json-tree.ts'
import { lineOf } from '../connections/text-lines.ts'
import { useConsoleState } from '../debugger/console-context.tsx'
import type { Console } from '../debugger/console-store.ts'
import { initialKeys, noSite } from './keys-state.ts'
import { useAdministration, useLiveState } from './live-context.tsx'
import {
  chosenIdOf,
  keysId,
  type LiveState,
  type Opened,
  type Place,
  placeKey,
  placeOf,
  textOf,
} from './live-state.ts'
import type { Administration } from './live-store.ts'
import { documentHost, sandboxHost } from './platform-host.ts'
import { keysPrimary, type Primary, primaryOf } from './primary.ts'

/** What is on screen of the live side. */
export interface Live {
  connection: ConnectionSummary
  resources: readonly ResourceInfo[]
  /** Null: the signing keys, or nothing can be administered. */
  resource: ResourceInfo | null
  place: Place | null
  opened: Opened | null
  missingParent: ResourceInfo | null
}

const none: readonly ResourceInfo[] = []

export function liveOf(state: LiveState, connection: ConnectionSummary): Live {
  const resources = state.resources[connection.id] ?? none
  const id = chosenIdOf(state, connection.id)
  const resource = resources.find((one) => one.id === id) ?? null
  const place = resource && placeOf(state, connection.id, resource)
  const parents = resources.find((one) => one.id === resource?.parents)
  const isMissing = place?.parentId === null && parents !== undefined
  return {
    connection,
    resources,
    resource,
    place,
    opened: (place && state.opened[placeKey(place)]) ?? null,
    missingParent: isMissing ? parents : null,
  }
}

/** Null while no stored connection is on screen. */
export function useLive(): Live | null {
  const connection = useChosen()
  const state = useLiveState((state) => state)
  return useMemo(() => connection && liveOf(state, connection), [state, connection])
}

/** Asks the core, and nobody else, what can be administered; again when the stored connection changed. */
export function useResources(): void {
  const { load } = useAdministration()
  const connection = useChosen()
  const shown = useLiveState(({ way }) => way === 'live')
  const base = useConnectionsState(({ document }) => document?.base)
  const id = connection?.id
  useEffect(() => {
    if (shown && id !== undefined) void load(id, base ?? '')
  }, [shown, id, base, load])
}

interface Around {
  administration: Administration
  connections: Connections
  console: Console
}

/** What the primary button, or its key, does at this moment; null where there is nothing to do. */
export function primaryNow({ administration, connections, console }: Around): {
  primary: Primary
  press: () => void
} | null {
  const state = administration.store.getState()
  const { chosenId, document, forms } = connections.store.getState()
  const { connections: all, sandbox } = console.store.getState()
  const connection = all.find(({ id }) => id === chosenId)
  if (!connection) return null
  const live = liveOf(state, connection)
  if (chosenIdOf(state, connection.id) === keysId) {
    const keys = state.keys[connection.id] ?? initialKeys
    const site = keys.site ?? sitesOf(connection)[0] ?? noSite
    return {
      primary: keysPrimary(keys),
      press: () => void administration.askKeys(connection.id, site),
    }
  }
  const { resource, place, opened, missingParent } = live
  if (!resource || !place) return null
  const primary = primaryOf({
    resource,
    opened,
    missingParent,
    host:
      connection.kind === 'sandbox'
        ? sandboxHost(sandbox, resource, forms)
        : document && documentHost(document, formOf(document, forms)),
    starts: connection.kind === 'sandbox' && sandbox?.running !== true,
    broken: brokenOf(opened),
  })
  const acts = {
    read: () => administration.read(place, resource),
    plan: () => administration.planText(place),
    write: () => administration.write(place, resource),
    'plan-again': () => administration.planAgain(place),
    keys: () => undefined,
  }
  return { primary, press: () => void acts[primary.act]() }
}

export function sitesOf({ sites }: ConnectionSummary): string[] {
  return sites.map(({ key }) => key)
}

function brokenOf(opened: Opened | null): string | null {
  const text = opened && textOf(opened)
  if (text === null) return null
  const { error } = parseTree(text)
  return error && `the JSON cannot be read at line ${lineOf(text, error.at)}`
}

/** Draws again whenever something that the button depends on changes. */
export function usePrimary(around: Around) {
  useLiveState((state) => state)
  useConnectionsState((state) => state.document)
  useConnectionsState((state) => state.chosenId)
  useConsoleState((state) => state.connections)
  useConsoleState((state) => state.sandbox)
  return primaryNow(around)
}
