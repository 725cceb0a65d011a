import type { Verdict } from '../../../shared/check.ts'
import type { TabItem } from '../../ui/tab-list.tsx'
import type { TokensTab } from './tokens-state.ts'

/** Below this width the verdict has no pane of its own and becomes a tab. */
export const narrowQuery = '(max-width: 1099px)'

export interface TokensTabItem extends TabItem {
  id: TokensTab
}

export function tabsOf(narrow: boolean, verdict?: Verdict['verdict']): TokensTabItem[] {
  return [
    { id: 'claims', label: 'Token' },
    ...(narrow
      ? [
          {
            id: 'verdict' as const,
            label: 'Verdict',
            count: verdict ?? '',
            failed: verdict === 'rejected',
          },
        ]
      : []),
    { id: 'compare', label: 'Compare' },
  ]
}

/** The tab to the left or right, from the last to the first. */
export function tabBeside(tab: TokensTab, step: 1 | -1, narrow: boolean): TokensTab {
  const ids = tabsOf(narrow).map(({ id }) => id)
  const at = Math.max(0, ids.indexOf(tab))
  return ids[(at + step + ids.length) % ids.length] ?? tab
}
