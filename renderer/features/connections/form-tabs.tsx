import { useEffect, useRef } from 'react'
import { Tab, TabList } from 'react-aria-components'
import type { ConnectionForm, EffectiveSite } from '../../../shared/connection-form.ts'
import { classes } from '../../ui/classes.ts'
import tabs from '../../ui/tab-list.module.css'
import { useConnectionsState } from './connections-context.tsx'
import { containerOf } from './effective.ts'
import styles from './form-tabs.module.css'
import type { Placed } from './placing.ts'
import { siteSection } from './show-place.ts'

interface FormTabsProps {
  sections: ConnectionForm['sections']
  placed: readonly Placed[]
  sites: readonly EffectiveSite[]
}

/** The sections of the form, each with the number of its problems. */
export function FormTabs({ sections, placed, sites }: FormTabsProps) {
  const ofSites = siteSection({ sections }, containerOf(sites))
  const items = sections.map(({ title }, index) => {
    const own = placed.filter(({ spot }) =>
      spot.kind === 'field' ? spot.section === index : spot.kind === 'site' && ofSites === index,
    )
    const isFailed = own.some(({ problem }) => problem.severity === 'error')
    return { id: `section-${index}`, title, count: own.length, isFailed }
  })
  const list = useRef<HTMLDivElement>(null)
  const tab = useConnectionsState((state) => state.tab)
  useEffect(() => {
    list.current
      ?.querySelector(`[data-key="${CSS.escape(tab)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [tab])
  return (
    <TabList
      ref={list}
      className={classes(tabs.list, styles.list)}
      items={items}
      dependencies={[placed]}
      aria-label="Sections"
    >
      {({ title, count, isFailed }) => (
        <Tab className={tabs.tab}>
          {title}
          {count > 0 && (
            <span className={classes(tabs.count, isFailed ? tabs.failed : styles.doubtful)}>
              {count}
              <span className={styles.unseen}>{isFailed ? ' with errors' : ' warnings'}</span>
            </span>
          )}
        </Tab>
      )}
    </TabList>
  )
}
