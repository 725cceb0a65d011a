import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ProviderReport } from '../../../shared/provider-check.ts'
import type { Door } from '../../transport.ts'
import {
  type Chosen,
  firstWorthSeeing,
  initialState,
  inputOf,
  type ProvidersState,
  type ProvidersTab,
  type Settings,
} from './providers-state.ts'

export type Providers = ReturnType<typeof createProviders>

/** The check on screen and everything that changes it. Reports come in; commands go out. */
export function createProviders(door: Door) {
  const store: StoreApi<ProvidersState> = createStore(() => initialState)
  const { getState: get, setState: set } = store
  /** Reports of a check whose reply is still on its way. */
  let early: ProviderReport[] = []

  function show(report: ProviderReport): void {
    const { chosen, isChosenByHand, since } = get()
    const ended = report.state !== 'checking'
    set({
      report,
      since: ended ? null : since,
      ...(ended && !isChosenByHand && { chosen: firstWorthSeeing(report) ?? chosen }),
    })
  }

  function receive(report: ProviderReport): void {
    const { report: shown, since } = get()
    if (report.id === shown?.id) show(report)
    else if (since !== null) early.push(report)
  }

  /** After events may have been missed. */
  async function catchUp(): Promise<void> {
    const { report } = get()
    if (report?.state !== 'checking') return
    const reply = await door.call('provider.get', { checkId: report.id })
    if (reply.ok) show(reply.value)
    else set({ problem: reply.failure, since: null })
  }

  async function check(): Promise<void> {
    const { settings, since } = get()
    const input = inputOf(settings)
    if (!input || since !== null) return
    early = []
    set({ since: Date.now(), problem: null, isChosenByHand: false })
    const reply = await door.call('provider.check', input)
    if (!reply.ok) return set({ problem: reply.failure, since: null })
    const latest = early.findLast(({ id }) => id === reply.value.id) ?? reply.value
    early = []
    set({ madeWith: settings })
    show(latest)
  }

  async function cancel(): Promise<void> {
    const { report, since } = get()
    if (!report || since === null) return
    const reply = await door.call('provider.cancel', { checkId: report.id })
    if (reply.ok) show(reply.value)
    else set({ problem: reply.failure, since: null })
  }

  return {
    store,
    check,
    cancel,

    /** Begins to follow the console, and reads what the platforms require; returns the function that stops. */
    open: (): (() => void) => {
      const stopListening = door.listen((event) => {
        if (event.name === 'provider.changed') receive(event.payload)
      })
      const stopCatchingUp = door.onGap(() => void catchUp())
      void door.call('provider.lists', {}).then((reply) => {
        if (reply.ok) set({ lists: reply.value })
        else set({ problem: reply.failure })
      })
      return () => {
        stopListening()
        stopCatchingUp()
      }
    },

    change: (part: Partial<Settings>): void => {
      const taken = 'issuer' in part ? { connectionId: '' } : {}
      set({ settings: { ...get().settings, ...taken, ...part }, problem: null })
    },

    /** Takes the provider of a connection, with what can be probed of it. */
    takeFrom: async (connectionId: string): Promise<void> => {
      if (connectionId === '') return
      const reply = await door.call('provider.ofConnection', { connectionId })
      if (!reply.ok) return set({ problem: reply.failure })
      const { issuer, clientId, redirectUri } = reply.value
      set({
        problem: null,
        settings: {
          ...get().settings,
          connectionId,
          issuer,
          clientId: clientId ?? '',
          // A secret belongs to the client it was typed for.
          clientSecret: '',
          redirectUri: redirectUri ?? '',
        },
      })
    },

    choose: (chosen: Chosen | null): void => set({ chosen, isChosenByHand: true }),
    show: (tab: ProvidersTab): void => set({ tab }),
  }
}
