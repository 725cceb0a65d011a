import { createStore } from 'zustand/vanilla'
import type { Input } from '../../../shared/contract.ts'
import type { DoctorReport } from '../../../shared/doctor.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { Door } from '../../transport.ts'

interface State {
  report: DoctorReport | null
  /** Whose settings are tried. */
  settings: Input<'doctor.check'>
  isChecking: boolean
  problem: Failure | null
}

/** The ways back as the doctor found them. Passing: checked anew whenever the dialog opens. */
export function createDoctor(door: Door) {
  const store = createStore<State>(() => ({
    report: null,
    settings: {},
    isChecking: false,
    problem: null,
  }))
  const { getState: get, setState: set } = store

  /** Reports come as events too, of which the last one counts; a late reply would undo it. */
  async function ask(name: 'doctor.tryBrowser' | 'doctor.cancel' | 'doctor.get'): Promise<void> {
    set({ problem: null })
    const reply = await door.call(name, {})
    if (!reply.ok) set({ problem: reply.failure })
    else if (!get().report) set({ report: reply.value })
  }

  async function check(settings: State['settings']): Promise<void> {
    set({ settings, isChecking: true, problem: null, report: null })
    const reply = await door.call('doctor.check', settings)
    set({ isChecking: false, ...(reply.ok ? { report: reply.value } : { problem: reply.failure }) })
  }

  return {
    store,
    check,
    checkAgain: () => check(get().settings),
    tryBrowser: () => ask('doctor.tryBrowser'),
    cancel: () => ask('doctor.cancel'),

    /** Follows the reports while the dialog is open; returns the function that stops, and ends what is under way. */
    follow: (): (() => void) => {
      const stopListening = door.listen((event) => {
        if (event.name === 'doctor.changed') set({ report: event.payload })
      })
      const stopCatchingUp = door.onGap(() => {
        set({ report: null })
        void ask('doctor.get')
      })
      return () => {
        stopListening()
        stopCatchingUp()
        if (get().report?.browserUntil) void door.call('doctor.cancel', {})
      }
    },
  }
}
