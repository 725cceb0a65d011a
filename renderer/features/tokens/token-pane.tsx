import { TabPanel, Tabs } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import pane from '../../ui/pane.module.css'
import { TabList } from '../../ui/tab-list.tsx'
import { ClaimsTab } from './claims-tab.tsx'
import { CompareTab } from './compare-tab.tsx'
import { focusPasteField } from './paste-focus.ts'
import { tabsOf } from './tabs.ts'
import styles from './token-pane.module.css'
import { useTokens, useTokensState } from './tokens-context.tsx'
import { type Entry, judgedOf, type TokensTab } from './tokens-state.ts'
import { VerdictView } from './verdict-view.tsx'

/** The chosen token, decoded; where it is narrow, the verdict on it is a tab here. */
export function TokenPane({ narrow }: { narrow: boolean }) {
  const { show } = useTokens()
  const chosen = useTokensState((state) => state.chosen)
  const wanted = useTokensState((state) => state.tab)
  const verdict = useTokensState((state) => judgedOf(state)?.judgement.verdicts[0]?.verdict)
  const items = tabsOf(narrow, verdict)
  const tab = items.some(({ id }) => id === wanted) ? wanted : 'claims'
  return (
    <section className={`${pane.pane} ${styles.pane}`} aria-label="Token" data-pane>
      <Tabs
        className={styles.tabs}
        selectedKey={tab}
        onSelectionChange={(key) => {
          const item = items.find(({ id }) => id === key)
          if (item) show(item.id)
        }}
      >
        <TabList items={items} label="Views of the token" />
        {/* Another token or tab begins at its top. */}
        <TabPanel key={`${chosen?.key} ${tab}`} id={tab} className={styles.panel}>
          <Content tab={tab} entry={chosen} />
        </TabPanel>
      </Tabs>
    </section>
  )
}

function Content({ tab, entry }: { tab: TokensTab; entry: Entry | null }) {
  if (tab === 'verdict') return <VerdictView />
  if (!entry) return <NoToken />
  switch (tab) {
    case 'claims':
      return <ClaimsTab entry={entry} />
    case 'compare':
      return <CompareTab entry={entry} />
    default:
      return exhaustive(tab)
  }
}

function NoToken() {
  const { openPaste } = useTokens()
  return (
    <div className={styles.empty}>
      <p>
        No token yet. Paste one, or choose one that a run brought: its header, its claims and what
        is known of its signature stand here.
      </p>
      <Button
        icon="paste"
        shortcut="V"
        onPress={() => {
          openPaste()
          focusPasteField()
        }}
      >
        Paste a token
      </Button>
    </div>
  )
}
