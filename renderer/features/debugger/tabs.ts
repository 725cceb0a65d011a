import type { TabItem } from '../../ui/tab-list.tsx'
import type { StageView } from '../../../shared/run.ts'
import type { DetailTab } from './console-state.ts'
import type { ConsoleStore } from './console-store.ts'
import { checksCount, responsesCount } from './words.ts'

/** Below this width the ladder has no pane of its own and becomes the first tab. */
export const narrowQuery = '(max-width: 1099px)'

export interface DetailTabItem extends TabItem {
  id: DetailTab
}

export function tabsOf(stage: StageView, narrow: boolean): DetailTabItem[] {
  const tokens = stage.tokens.length
  return [
    ...(narrow ? [{ id: 'ladder' as const, label: 'Ladder' }] : []),
    { id: 'stage', label: 'Stage' },
    { id: 'request', label: 'Request' },
    { id: 'response', label: 'Response', ...responsesCount(stage) },
    { id: 'checks', label: 'Checks', ...checksCount(stage) },
    { id: 'tokens', label: 'Tokens', count: tokens > 0 ? String(tokens) : '' },
  ]
}

const order: readonly DetailTab[] = ['ladder', 'stage', 'request', 'response', 'checks', 'tokens']

/** The tab to the left or right, from the last to the first. */
export function stepTab(store: ConsoleStore, step: 1 | -1): true {
  const tabs = matchMedia(narrowQuery).matches ? order : order.slice(1)
  const at = Math.max(0, tabs.indexOf(store.getState().tab))
  store.setState({ tab: tabs[(at + step + tabs.length) % tabs.length], started: true })
  return true
}
