import { TabPanel, Tabs } from 'react-aria-components'
import type { StageView } from '../../../shared/run.ts'
import { IconButton } from '../../ui/button.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import { Mark } from '../../ui/mark.tsx'
import { TabList } from '../../ui/tab-list.tsx'
import { ChecksTab } from './checks-tab.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { type DetailTab, rewindTarget, selectedStage } from './console-state.ts'
import styles from './detail.module.css'
import { RequestTab, ResponseTab } from './exchange-tabs.tsx'
import { Ladder } from './ladder.tsx'
import pane from '../../ui/pane.module.css'
import { Problem } from './problem.tsx'
import { StageTab } from './stage-tab.tsx'
import { tabsOf } from './tabs.ts'
import { TokensTab } from './tokens-tab.tsx'
import { markOfStage, stageHeadline } from './words.ts'

export function DetailPane({ narrow }: { narrow: boolean }) {
  const { store } = useConsole()
  const stage = useConsoleState(selectedStage)
  const chosen = useConsoleState((state) => state.tab)
  if (!stage) return null
  const items = tabsOf(stage, narrow)
  const tab = items.some(({ id }) => id === chosen) ? chosen : 'stage'
  return (
    <section className={pane.pane} aria-label="Detail" data-pane>
      <Head stage={stage} />
      <Tabs
        className={styles.tabs}
        selectedKey={tab}
        onSelectionChange={(key) => {
          const item = items.find(({ id }) => id === key)
          if (item) store.setState({ tab: item.id })
        }}
      >
        <TabList items={items} label="Parts of the stage" />
        {/* Another stage or tab begins at its top. */}
        <TabPanel key={`${stage.id} ${tab}`} id={tab} className={styles.panel}>
          <Problem place="run" padded />
          <Content tab={tab} stage={stage} />
        </TabPanel>
      </Tabs>
    </section>
  )
}

function Head({ stage }: { stage: StageView }) {
  const { runAgain } = useConsole()
  const target = useConsoleState(rewindTarget)
  const mark = markOfStage(stage.status)
  return (
    <div className={pane.head}>
      <Mark name={mark} />
      <div className={pane.words}>
        <h2 className={pane.title}>{stage.title}</h2>
        <p className={pane.sub}>
          <code>{stage.id}</code>
          <span className={`tone-${mark}`}>{stageHeadline(stage)}</span>
        </p>
      </div>
      <IconButton
        small
        label="Run this stage again"
        icon="rerun"
        shortcut="R"
        isDisabled={!target}
        onPress={() => target && void runAgain(target.id)}
      />
    </div>
  )
}

function Content({ tab, stage }: { tab: DetailTab; stage: StageView }) {
  const run = useConsoleState((state) => state.run)
  switch (tab) {
    case 'ladder':
      return run && <Ladder run={run} stage={stage} />
    case 'stage':
      return <StageTab stage={stage} />
    case 'request':
      return <RequestTab stage={stage} />
    case 'response':
      return <ResponseTab stage={stage} />
    case 'checks':
      return <ChecksTab stage={stage} />
    case 'tokens':
      return <TokensTab stage={stage} />
    default:
      return exhaustive(tab)
  }
}
