import { TabPanel, Tabs } from 'react-aria-components'
import { classes } from '../../ui/classes.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import pane from '../../ui/pane.module.css'
import { TabList } from '../../ui/tab-list.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useConsole } from '../debugger/console-context.tsx'
import { narrowQuery } from './narrow.ts'
import styles from './providers-area.module.css'
import { useProviders, useProvidersState } from './providers-context.tsx'
import { ProvidersToolbar } from './providers-toolbar.tsx'
import { RequirementDetail } from './requirement-detail.tsx'
import { RequirementTable } from './requirement-table.tsx'
import { useProvidersShortcuts } from './use-providers-shortcuts.ts'
import { VerdictBand } from './verdict-band.tsx'

/** Any identity provider, held against what the platforms require of one. */
export function ProvidersArea() {
  const narrow = useMedia(narrowQuery)
  useProvidersShortcuts()
  return (
    <>
      <ProvidersToolbar />
      <main className={styles.content}>
        <VerdictBand />
        <Problem />
        {narrow ? <InTabs /> : <SideBySide />}
      </main>
    </>
  )
}

function SideBySide() {
  return (
    <>
      <section className={classes(pane.pane, styles.table)} aria-label="Requirements" data-pane>
        <div className={pane.body}>
          <RequirementTable onOpen={() => undefined} />
        </div>
      </section>
      <section className={classes(pane.pane, styles.detail)} aria-label="Detail" data-pane>
        <RequirementDetail />
      </section>
    </>
  )
}

function InTabs() {
  const { show } = useProviders()
  const tab = useProvidersState((state) => state.tab)
  const failed = useProvidersState((state) => state.report?.counts.failed ?? 0)
  return (
    <section className={classes(pane.pane, styles.both)} aria-label="Requirements" data-pane>
      <Tabs
        className={styles.tabs}
        selectedKey={tab}
        onSelectionChange={(key) => show(key === 'detail' ? 'detail' : 'requirements')}
      >
        <TabList
          label="Views of the check"
          items={[
            {
              id: 'requirements',
              label: 'Requirements',
              count: failed > 0 ? `${failed} failed` : '',
              failed: failed > 0,
            },
            { id: 'detail', label: 'Detail' },
          ]}
        />
        <TabPanel id="requirements" className={classes(pane.body, styles.panel)}>
          <RequirementTable onOpen={() => show('detail')} />
        </TabPanel>
        <TabPanel id="detail" className={classes(pane.pane, styles.panel)}>
          <RequirementDetail />
        </TabPanel>
      </Tabs>
    </section>
  )
}

/** A refused command, at what it concerns. */
function Problem() {
  const { copy } = useConsole()
  const problem = useProvidersState((state) => state.problem)
  if (!problem) return null
  return (
    <div className={styles.problem}>
      <FailureNote failure={problem} onCopy={(text) => void copy(text, 'Copied')} />
    </div>
  )
}
