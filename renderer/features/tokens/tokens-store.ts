import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Failure } from '../../../shared/failure.ts'
import type { TokenSource } from '../../../shared/judgement.ts'
import type { Door } from '../../transport.ts'
import type { JudgeInput } from './settings.ts'
import {
  type Entry,
  initialState,
  type Judged,
  judgedOf,
  type Place,
  type Settings,
  type TokensState,
  type TokensTab,
} from './tokens-state.ts'

export type TokensStore = StoreApi<TokensState>
export type Tokens = ReturnType<typeof createTokens>

/** Old ones give way, so that a day of pasting does not fill the memory. */
const pastedAtMost = 50

/**
 * The tokens of this window and everything that changes what is shown of them. `frame` calls back before the
 * next picture is drawn.
 */
export function createTokens(
  door: Pick<Door, 'call'>,
  frame: (call: () => void) => void = (call) => void requestAnimationFrame(call),
) {
  const store: TokensStore = createStore(() => initialState)
  const { getState: get, setState: set } = store
  let count = 0
  let planned = false
  let asking = false

  const refuse = (place: Place, failure: Failure | undefined) =>
    set({ problems: { ...get().problems, [place]: failure } })

  function choose(chosen: Entry | null): void {
    const { other, tab } = get()
    set({
      chosen,
      pasting: false,
      side: 0,
      other: other?.key === chosen?.key ? null : other,
      tab: tab === 'compare' && other === null ? 'claims' : tab,
      problems: { ...get().problems, paste: undefined, judge: undefined },
    })
    const judged = judgedOf(get())
    if (judged && judged.judgement.skew !== get().skew) evaluateSoon()
  }

  function keep(key: string, judged: Judged): void {
    set({ judged: { ...get().judged, [key]: judged } })
  }

  /** Once for each picture, however many times the slider moved since. */
  function evaluateSoon(): void {
    if (planned) return
    planned = true
    frame(() => {
      planned = false
      void evaluate()
    })
  }

  /** The same evidence at the chosen instant and skew: nobody is asked. */
  async function evaluate(): Promise<void> {
    const { chosen, skew } = get()
    const judged = judgedOf(get())
    if (!chosen || !judged || asking) return
    const { at, judgement } = judged
    const { id } = judgement
    asking = true
    const reply = await door.call('token.rejudge', { id, skew, ...(at !== null && { at }) })
    asking = false
    refuse('judge', reply.ok ? undefined : reply.failure)
    // A newer judgement is not overwritten by a late evaluation of the one before.
    const now = get().judged[chosen.key]
    if (reply.ok && now?.judgement.id === id) keep(chosen.key, { ...now, judgement: reply.value })
    if (now && (now.at !== at || get().skew !== skew)) evaluateSoon()
  }

  async function paste(text: string): Promise<void> {
    if (text.trim() === '') return
    const known = get().pasted.find(({ source }) => 'text' in source && source.text === text)
    if (known) {
      set({ draft: '' })
      return choose(known)
    }
    const reply = await door.call('token.inspect', { token: { text } })
    if (!reply.ok) return refuse('paste', reply.failure)
    count += 1
    const entry: Entry = {
      key: `pasted ${count}`,
      source: { text },
      token: reply.value,
      stage: null,
    }
    set({ pasted: [entry, ...get().pasted].slice(0, pastedAtMost), draft: '' })
    choose(entry)
  }

  return {
    store,
    choose,
    paste,

    openPaste: (): void => set({ pasting: true }),
    closePaste: (): void =>
      set({ pasting: false, problems: { ...get().problems, paste: undefined } }),

    forget: (key: string): void => {
      const { pasted, chosen, other, judged } = get()
      const { [key]: _, ...rest } = judged
      set({ pasted: pasted.filter((entry) => entry.key !== key), judged: rest })
      if (other?.key === key) set({ other: null })
      if (chosen?.key === key) choose(null)
    },

    compareWith: (other: Entry | null): void => set({ other }),
    show: (tab: TokensTab): void => set({ tab }),

    change: (part: Partial<Settings>): void => {
      const { settings, problems } = get()
      const touched: Partial<Record<Place, undefined>> = {
        ...('document' in part && { document: undefined }),
        ...('customers' in part && { customers: undefined }),
      }
      set({ settings: { ...settings, ...part }, problems: { ...problems, ...touched } })
    },

    /** The one act that may ask a host. */
    judge: async (input: JudgeInput): Promise<void> => {
      const { chosen, skew, judgingSince } = get()
      if (!chosen || judgingSince !== null) return
      const since = Date.now()
      const token: TokenSource = chosen.source
      const at = get().judged[chosen.key]?.at ?? null
      set({ judgingSince: since, problems: {} })
      const reply = await door.call('token.judge', {
        token,
        ...input,
        skew,
        ...(at !== null && { at }),
      })
      set({ judgingSince: null })
      if (!reply.ok) return refuse(placeOf(reply.failure, input), reply.failure)
      keep(chosen.key, { judgement: reply.value, by: input, since, at })
      // Where the verdict is a tab, it is what the person asked for.
      set({ side: 0, tab: get().tab === 'claims' ? 'verdict' : get().tab })
    },

    /** Seconds since the epoch; null follows the clock again. */
    evaluateAt: (at: number | null): void => {
      const { chosen } = get()
      const judged = judgedOf(get())
      if (!chosen || !judged) return
      keep(chosen.key, { ...judged, at })
      evaluateSoon()
    },

    allowSkew: (skew: number): void => {
      set({ skew })
      evaluateSoon()
    },

    /** The clock has passed an instant that matters. */
    evaluateNow: evaluateSoon,
  }
}

/** Where the person can mend it: at the field that holds it. */
function placeOf({ code }: Failure, input: JudgeInput): Place {
  if (code === 'customers_invalid') return 'customers'
  return code === 'configuration_invalid' && 'document' in input.configuration
    ? 'document'
    : 'judge'
}
