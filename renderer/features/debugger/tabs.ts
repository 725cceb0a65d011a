import type { TabItem } from '../../ui/tab-list.tsx'
import type { StageView } from '../../../shared/run.ts'
import {
  type DetailTab,
  hasLadder,
  type MiddleView,
  middleView,
  selectedStage,
} from './console-state.ts'
import type { Console, ConsoleStore } from './console-store.ts'
import { checksCount, responsesCount } from './words.ts'

/** Below this width diagram and ladder have no pane of their own and become the first tab. */
export const narrowQuery = '(max-width: 1099px)'

export const middleTitles: Record<MiddleView, string> = { diagram: 'Diagram', ladder: 'Ladder' }

export interface DetailTabItem extends TabItem {
  id: DetailTab
}

/** `middle`: what stands in the first tab, where the window is too narrow for a pane of its own; else null. */
export function tabsOf(stage: StageView, middle: MiddleView | null): DetailTabItem[] {
  const tokens = stage.tokens.length
  return [
    ...(middle ? [{ id: 'middle' as const, label: middleTitles[middle] }] : []),
    { id: 'stage', label: 'Stage' },
    { id: 'request', label: 'Request' },
    { id: 'response', label: 'Response', ...responsesCount(stage) },
    { id: 'checks', label: 'Checks', ...checksCount(stage) },
    { id: 'tokens', label: 'Tokens', count: tokens > 0 ? String(tokens) : '' },
  ]
}

const order: readonly DetailTab[] = ['middle', 'stage', 'request', 'response', 'checks', 'tokens']

/** The tab to the left or right, from the last to the first. */
export function stepTab(store: ConsoleStore, step: 1 | -1): true {
  const tabs = matchMedia(narrowQuery).matches ? order : order.slice(1)
  const at = Math.max(0, tabs.indexOf(store.getState().tab))
  store.setState({ tab: tabs[(at + step + tabs.length) % tabs.length], started: true })
  return true
}

/** From the diagram to the ladder or back; false where the flow has no ladder. */
export function switchMiddle({
  store,
  showMiddle,
}: Pick<Console, 'store' | 'showMiddle'>): boolean {
  const state = store.getState()
  if (!selectedStage(state) || !hasLadder(state)) return false
  showMiddle(middleView(state) === 'diagram' ? 'ladder' : 'diagram')
  if (matchMedia(narrowQuery).matches) store.setState({ tab: 'middle' })
  return true
}
