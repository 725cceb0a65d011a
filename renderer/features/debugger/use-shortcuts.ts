import type { RunView } from '../../../shared/run.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import { useConsole } from './console-context.tsx'
import {
  awaitsPerson,
  currentStageId,
  neighbour,
  rewindTarget,
  selectedStage,
} from './console-state.ts'
import type { Console } from './console-store.ts'
import { shownExchange } from './exchange/shown-exchange.ts'
import { editRequest } from './editing/edit-request.ts'
import { cyclePane } from '../frame/panes.ts'
import { useShortcutKeys } from '../frame/use-shortcut-keys.ts'
import { primaryOf } from './primary.ts'
import { type Shortcut, shortcutOf } from './shortcuts.ts'
import { stepTab, switchMiddle } from './tabs.ts'
import { pressPrimary } from './use-primary.ts'

/** Obeys the keys of the window. */
export function useShortcuts(): void {
  const console = useConsole()
  useShortcutKeys((event, typing) => {
    const shortcut = shortcutOf(event, typing)
    return shortcut !== null && obey(console, shortcut)
  })
}

/** False when the key means nothing at the moment, so that it stays the browser's. */
function obey(console: Console, shortcut: Shortcut): boolean {
  const { store } = console
  const state = store.getState()
  const { run } = state
  const waiting = run?.state === 'waiting'
  switch (shortcut.does) {
    case 'primary': {
      const primary = primaryOf(state)
      if (primary?.shortcut) pressPrimary(console, primary)
      return true
    }
    case 'to-end':
      return done(run && !run.toEnd && console.toEnd())
    case 'pause':
      return done(run?.toEnd && console.pause())
    case 'go-back': {
      const target = rewindTarget(state)
      return done(target && console.rewind(target.id))
    }
    case 'run-again': {
      const target = rewindTarget(state)
      return done(target && console.runAgain(target.id))
    }
    case 'edit-request':
      return done(editRequest(console, state))
    case 'hold': {
      const stage = selectedStage(state)
      return done(stage && stage.status !== 'skipped' && console.holdStage(stage.id, !stage.holds))
    }
    case 'hold-all':
      return done(run && console.hold(null, !run.holdsAll))
    case 'stage': {
      const stage = run?.stages.find(({ number }) => number === shortcut.number)
      return done(stage && console.select(stage.id))
    }
    case 'next-stage':
    case 'previous-stage': {
      const stageId = neighbour(state, shortcut.does === 'next-stage' ? 1 : -1)
      return done(stageId !== null && console.select(stageId))
    }
    case 'next-tab':
    case 'previous-tab':
      return done(selectedStage(state) && stepTab(store, shortcut.does === 'next-tab' ? 1 : -1))
    case 'switch-middle':
      return switchMiddle(console)
    case 'next-pane':
    case 'previous-pane':
      return done(cyclePane(shortcut.does === 'next-pane' ? 1 : -1))
    case 'copy-curl': {
      const stage = selectedStage(state)
      const shown = shownExchange(stage?.exchanges ?? [], state.selectedExchangeId)
      if (waiting && stage?.status === 'waiting') return done(console.copyAuthorizationUrl())
      if (shown) return done(console.copyCurl(shown.id))
      return done(stage?.previews.length && console.copyPreviewCurl(stage.id, 0))
    }
    case 'paste':
      return done(waiting && openPaste(console))
    case 'open-again':
      return done(waiting && console.openAgain())
    case 'escape':
      if (state.pasting || state.askingToCancel) {
        store.setState({ pasting: false, askingToCancel: false })
        return true
      }
      return done(run && awaitsPerson(run) && askToCancel(console, run))
    case 'keys':
      store.setState({ dialog: 'keys' })
      return true
    default:
      return exhaustive(shortcut)
  }
}

/** An act begun here ends in the store; nothing is left to await. */
function done(act: unknown): boolean {
  return act !== false && act !== null && act !== undefined
}

function openPaste({ store }: Console): true {
  const { run } = store.getState()
  store.setState({ pasting: true, tab: 'stage', selectedStageId: run?.waiting?.stageId ?? null })
  return true
}

function askToCancel({ store }: Console, run: RunView): true {
  store.setState({ askingToCancel: true, tab: 'stage', selectedStageId: currentStageId(run) })
  return true
}
