import { TabPanel, Tabs } from 'react-aria-components'
import type { StageView } from '../../../shared/run.ts'
import { IconButton } from '../../ui/button.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import { Mark } from '../../ui/mark.tsx'
import { TabList } from '../../ui/tab-list.tsx'
import { ChecksTab } from './checks-tab.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { type DetailTab, middleView, rewindTarget, selectedStage } from './console-state.ts'
import styles from './detail.module.css'
import { HoldToggle } from './editing/hold-toggle.tsx'
import { RequestTab, ResponseTab } from './exchange-tabs.tsx'
import { Middle } from './middle.tsx'
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
  const middle = useConsoleState(middleView)
  if (!stage) return null
  const items = tabsOf(stage, narrow ? middle : null)
  const tab = items.some(({ id }) => id === chosen) ? chosen : 'stage'
  return (
    <section className={pane.pane} aria-label="Detail" data-pane="detail">
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
        {/* Another stage or tab begins at its top; the diagram is the same for all stages. */}
        <TabPanel
          key={tab === 'middle' ? tab : `${stage.id} ${tab}`}
          id={tab}
          className={styles.panel}
        >
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
          {stage.edited && <span className={styles.edited}>edited</span>}
        </p>
      </div>
      <HoldToggle stage={stage} />
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
    case 'middle':
      return run && <Middle run={run} />
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
